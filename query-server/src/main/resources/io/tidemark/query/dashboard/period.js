// Periods: which days they are, what they are compared with, how finely they can be drawn.

import {
  addDays, addMonths, DAY_MS, dateOf, daysBetween, firstOfMonth, HOUR_MS, lastOfMonth, startOf,
} from './dates.js';
import * as format from './format.js';

export const PERIODS = [
  {id: 'today', key: 'D', label: 'Today'},
  {id: 'yesterday', key: 'E', label: 'Yesterday'},
  {id: 'realtime', key: 'R', label: 'Realtime'},
  {id: '7d', key: 'W', label: 'Last 7 days', days: 7},
  {id: '28d', key: 'F', label: 'Last 28 days', days: 28},
  {id: '91d', key: 'N', label: 'Last 91 days', days: 91},
  {id: 'month', key: 'M', label: 'Month'},
  {id: 'year', key: 'Y', label: 'Year'},
  {id: 'all', key: 'A', label: 'All time'},
  {id: 'custom', key: 'C', label: 'Custom range'},
];

/** Most days that one question may span. */
export const MAX_DAYS = 366;
const HOURS_KEPT_MS = 89 * DAY_MS;

function daysOf(state, today, known) {
  const at = state.date || today;
  switch (state.period) {
    case 'yesterday': return [addDays(today, -1), addDays(today, -1)];
    case 'day': return [at, at];
    case 'month': return [firstOfMonth(at), lastOfMonth(at)];
    case 'year': return [`${at.slice(0, 4)}-01-01`, `${at.slice(0, 4)}-12-31`];
    case 'all': return [known?.oldest ?? today, [known?.newest ?? today, today].sort()[0]];
    case 'custom': return custom(state, today);
    default: {
      const days = PERIODS.find(({id}) => id === state.period)?.days ?? 1;
      return [addDays(today, 1 - days), today];
    }
  }
}

function custom({from, to}, today) {
  const [first, last] = [from || to || today, to || from || today].sort();
  const longest = addDays(first, MAX_DAYS - 1);
  return [first, last > longest ? longest : last];
}

function previousOf(state, from, to) {
  switch (state.period) {
    case 'all': return null;
    case 'month': return [addMonths(from, -1), addDays(from, -1)];
    case 'year': return [addMonths(from, -12), addDays(from, -1)];
    default: {
      const days = daysBetween(from, to);
      return [addDays(from, -days), addDays(to, -days)];
    }
  }
}

/**
 * The days of a state. `known` are the dates of the site's first and latest event, if known.
 * `previous.until` is when the previous period had gone on for as long as this one has now.
 */
export function resolve(state, nowMs, known) {
  const today = dateOf(nowMs);
  const [from, to] = daysOf(state, today, known);
  const endMs = startOf(to) + DAY_MS;
  const isOpen = nowMs < endMs && nowMs >= startOf(from);
  const before = previousOf(state, from, to);
  let previous = null;
  if (before) {
    const fullMs = startOf(before[1]) + DAY_MS;
    const elapsedMs = startOf(before[0]) + (nowMs - startOf(from));
    const untilMs = isOpen ? Math.min(fullMs, hourAfter(elapsedMs, nowMs)) : fullMs;
    previous = {from: before[0], to: before[1], untilMs, isCut: untilMs < fullMs};
  }
  return {
    from, to, isOpen, previous, today, period: state.period, days: daysBetween(from, to),
    label: label(state, from, to),
  };
}

/** The end of the hour, as long as hours are kept; else of the day. */
function hourAfter(ms, nowMs) {
  const stepMs = nowMs - ms < HOURS_KEPT_MS ? HOUR_MS : DAY_MS;
  return Math.ceil(ms / stepMs) * stepMs;
}

function label(state, from, to) {
  switch (state.period) {
    case 'day': return format.day(from) + (from.slice(0, 4) === dateOf(Date.now()).slice(0, 4)
      ? '' : ` ${from.slice(0, 4)}`);
    case 'month': return format.month(from);
    case 'year': return from.slice(0, 4);
    case 'custom': return from === to ? format.dayYear(from) : format.days(from, to);
    default: return PERIODS.find(({id}) => id === state.period)?.label ?? 'Today';
  }
}

/** The state one period back (-1) or on (1); null if there is none, or it lies ahead. */
export function shifted(state, by, nowMs) {
  const today = dateOf(nowMs);
  const [from, to] = daysOf(state, today, null);
  const next = {
    today: ['day', addDays(from, by)], yesterday: ['day', addDays(from, by)],
    day: ['day', addDays(from, by)], month: ['month', addMonths(from, by)],
    year: ['year', addMonths(from, 12 * by)],
  }[state.period];
  if (next) return next[1] > today ? null : {period: next[0], date: next[1], from: '', to: ''};
  if (['all', 'realtime'].includes(state.period)) return null;
  const days = daysBetween(from, to) * by;
  const moved = {period: 'custom', date: '', from: addDays(from, days), to: addDays(to, days)};
  return moved.from > today ? null : moved;
}

/** How finely a period can be drawn, finest first, given what is kept; the usual one apart. */
export function intervals(range, nowMs, dimension) {
  const {days, from, period} = range;
  const ageMs = nowMs - startOf(from);
  const keepsHours = !dimension || dimension === 'path';
  const offered = [];
  if (keepsHours && days <= 2 && ageMs < 2 * DAY_MS) offered.push('minute');
  if (keepsHours && days <= 31 && ageMs < HOURS_KEPT_MS) offered.push('hour');
  if (days <= MAX_DAYS && (days > 1 || !offered.length)) offered.push('day');
  if (days > 13 && days <= MAX_DAYS) offered.push('week');
  if (days > 31) offered.push('month');
  let usual = days > 92 ? 'month' : 'day';
  if (days === 1 && offered.includes('hour')) usual = 'hour';
  if (period === 'custom' && days > 92 && days < 200) usual = 'week';
  return {offered, usual: offered.includes(usual) ? usual : offered[0]};
}
