// What the chart says of a point: in the tip beside the pointer, and to screen readers.

import {dateOf} from './dates.js';
import {h} from './dom.js';
import * as format from './format.js';
import {metricName, metricText} from './metrics.js';

/** When a point was. */
export function spanName({startMs, endMs}, interval) {
  const first = dateOf(startMs);
  switch (interval) {
    case 'minute': return format.dayAndClock(startMs);
    case 'hour': return `${format.dayAndClock(startMs)}–${format.clock(endMs)}`;
    case 'week': return format.days(first, dateOf(endMs - 1));
    case 'month': return format.month(first);
    default: return `${format.day(first)} ${first.slice(0, 4)}`;
  }
}

const isOpen = ({startMs, endMs}, nowMs) => startMs <= nowMs && nowMs < endMs;

/** The chart library's tip, as an element of ours. */
export function tooltip({chart, tooltip: shown}, tip, view) {
  const index = shown.dataPoints?.[0]?.dataIndex;
  const point = view.points[index];
  tip.classList.toggle('shown', shown.opacity > 0 && Boolean(point));
  if (!point || shown.opacity === 0) return;
  tip.replaceChildren(...content(view, index));
  const x = chart.scales.x.getPixelForValue(index);
  const width = tip.offsetWidth;
  const left = Math.max(0, Math.min(chart.width - width, x - width / 2));
  tip.style.transform = `translateX(${Math.round(left)}px)`;
}

function content({points, previous, metric, interval, nowMs}, index) {
  const point = points[index];
  const before = previous?.[index];
  const lines = [];
  if (point.startMs <= nowMs) lines.push(line('now', point, metric, spanName(point, interval)));
  else lines.push(h('div', {class: 'tip-when'}, spanName(point, interval)));
  if (isOpen(point, nowMs)) lines.push(h('div', {class: 'tip-note'}, 'not over yet'));
  if (metric === 'visitors' && point.bounds) {
    lines.push(h('div', {class: 'tip-note'}, format.bounds(point.bounds)));
  }
  if (before) lines.push(line('before', before, metric, spanName(before, interval)));
  return lines;
}

function line(kind, point, metric, when) {
  return h('div', {class: `tip-line ${kind}`},
      h('div', {class: 'tip-when'}, when),
      h('div', {class: 'tip-value'}, h('b', {}, metricText(metric, point[metric])),
          ` ${metricName(metric, point[metric])}`));
}

/** A point in words. */
export function announce({points, previous, metric, interval, nowMs}, index) {
  const say = (point) => `${spanName(point, interval)}: ${metricText(metric, point[metric])} `
      + metricName(metric, point[metric]);
  const point = points[index];
  return say(point) + (isOpen(point, nowMs) ? ', not over yet' : '')
      + (metric === 'visitors' && point.bounds ? `, ${format.bounds(point.bounds)}` : '')
      + (previous?.[index] ? `. Before: ${say(previous[index])}` : '');
}
