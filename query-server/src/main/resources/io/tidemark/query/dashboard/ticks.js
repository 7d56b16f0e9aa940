// What stands below the chart.

import {DAY_MS, HOUR_MS, dateOf} from './dates.js';
import * as format from './format.js';

const LABEL_PX = 76;

/** The indexes of the points that get a label: as many as fit, at round times. */
export function tickIndexes({points, interval}, widthPx) {
  const most = Math.max(2, Math.floor((widthPx - 40) / LABEL_PX));
  const all = points.map((_, index) => index);
  const lengthMs = points.length ? points[points.length - 1].endMs - points[0].startMs : 0;
  const round = roundness(interval, lengthMs);
  const candidates = round ? all.filter((index) => points[index].startMs % round === 0) : all;
  const step = niceStep(Math.ceil(candidates.length / most), interval, lengthMs);
  return new Set(candidates.filter((_, place) => place % step === 0));
}

function roundness(interval, lengthMs) {
  if (interval === 'minute') {
    return lengthMs <= 2 * HOUR_MS ? 5 * 60_000 : lengthMs <= DAY_MS ? HOUR_MS : 6 * HOUR_MS;
  }
  return interval === 'hour' && lengthMs > DAY_MS ? DAY_MS : 0;
}

/** Steps of hours divide a day. */
function niceStep(least, interval, lengthMs) {
  const isHours = interval === 'hour' || interval === 'minute';
  const steps = isHours && lengthMs <= DAY_MS ? [1, 2, 3, 4, 6, 8, 12] : [1, 2, 3, 4, 5, 7, 14, 28];
  return steps.find((step) => step >= least) ?? least;
}

/** A point's label. */
export function axisLabel({startMs}, {interval, points}) {
  const date = dateOf(startMs);
  const lengthMs = points[points.length - 1].endMs - points[0].startMs;
  switch (interval) {
    case 'minute': return format.clock(startMs);
    case 'hour': return lengthMs <= DAY_MS ? format.clock(startMs) : format.dayShort(date);
    case 'month': return format.monthShort(date);
    default: return format.dayShort(date);
  }
}
