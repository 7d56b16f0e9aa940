// Numbers, times and names as people read them.

import {startOf} from './dates.js';

const NUMBER = new Intl.NumberFormat();
const COMPACT = new Intl.NumberFormat(undefined, {notation: 'compact', maximumFractionDigits: 1});
const RATIO = new Intl.NumberFormat(undefined, {minimumFractionDigits: 1, maximumFractionDigits: 1});
const PERCENT = new Intl.NumberFormat(
    undefined, {style: 'percent', signDisplay: 'never', maximumFractionDigits: 0});
const time = (options) => new Intl.DateTimeFormat(undefined, {timeZone: 'UTC', ...options});
const DAY = time({weekday: 'short', day: 'numeric', month: 'short'});
const DAY_YEAR = time({day: 'numeric', month: 'short', year: 'numeric'});
const DAY_SHORT = time({day: 'numeric', month: 'short'});
const MONTH = time({month: 'long', year: 'numeric'});
const MONTH_SHORT = time({month: 'short', year: 'numeric'});
const CLOCK = time({hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const SECONDS = time({hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});

export const number = (value) => NUMBER.format(value);
/** A number in few characters. */
export const short = (value) => (value < 10_000 ? NUMBER.format(value) : COMPACT.format(value));
export const ratio = (value) => RATIO.format(value);
/** How large a change is, whichever its direction: 0.12 is 12 %. */
export const percent = (value) =>
  (Math.abs(value) > 9.99 ? `>${PERCENT.format(9.99)}` : PERCENT.format(value));

export const day = (date) => DAY.format(startOf(date));
export const dayShort = (date) => DAY_SHORT.format(startOf(date));
export const dayYear = (date) => DAY_YEAR.format(startOf(date));
export const month = (date) => MONTH.format(startOf(date));
export const monthShort = (date) => MONTH_SHORT.format(startOf(date));
export const days = (from, to) => DAY_YEAR.formatRange(startOf(from), startOf(to));
export const clock = (ms) => CLOCK.format(ms);
export const seconds = (ms) => SECONDS.format(ms);
export const dayAndClock = (ms) => `${DAY.format(ms)}, ${CLOCK.format(ms)}`;

/** How far a number may be off, in words; empty if it is exact. */
export function bounds(range) {
  return range
    ? `between ${number(range.lower)} and ${number(range.upper)}, with `
        + `${Math.round(range.confidence * 100)}\u2009% confidence`
    : '';
}

function names(type) {
  try {
    return new Intl.DisplayNames(undefined, {type, fallback: 'code'});
  } catch {
    return {of: (code) => code};
  }
}
const NAMES = {country: names('region'), language: names('language')};

/** A dimension's value as people call it. */
export function valueName(dimension, value) {
  try {
    return NAMES[dimension]?.of(value) ?? value;
  } catch {
    return value; // no code at all
  }
}
