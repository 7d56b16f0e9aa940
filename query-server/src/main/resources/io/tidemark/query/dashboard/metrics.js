// The figures that can be drawn.

import * as format from './format.js';

export const METRICS = [
  {id: 'visitors', label: 'Visitors', one: 'visitor', many: 'visitors'},
  {id: 'views', label: 'Views', one: 'view', many: 'views'},
  {id: 'events', label: 'Events', one: 'event', many: 'events'},
  {id: 'ratio', label: 'Views per visitor', one: 'view per visitor', many: 'views per visitor'},
];

/** A figure as it is shown; a dash where there is none. */
export function metricText(id, value) {
  if (value === null || value === undefined) return '–';
  return id === 'ratio' ? format.ratio(value) : format.number(value);
}

/** What a figure counts, in the right number. */
export function metricName(id, value) {
  const {one, many} = METRICS.find((metric) => metric.id === id);
  return value === 1 ? one : many;
}
