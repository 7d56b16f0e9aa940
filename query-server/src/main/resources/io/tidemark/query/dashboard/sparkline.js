// A line of a few days, the last of them not over.

import {set, svg} from './dom.js';

const WIDTH = 240;
const HEIGHT = 48;
const EDGE = 2;

/** A drawing of numbers, oldest first. */
export function createSparkline() {
  const area = svg('path', {class: 'spark-area'});
  const line = svg('path', {class: 'spark-line'});
  const open = svg('path', {class: 'spark-line open'});
  const element = svg('svg', {
    class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  }, area, line, open);

  function update(values) {
    const top = Math.max(...values, 1);
    const points = values.map((value, index) => [
      (index / Math.max(1, values.length - 1)) * WIDTH,
      HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE),
    ].map((place) => place.toFixed(1)).join(' '));
    const past = points.slice(0, -1);
    set(line, 'd', past.length > 1 ? `M${past.join('L')}` : '');
    set(open, 'd', points.length > 1 ? `M${points.slice(-2).join('L')}` : '');
    set(area, 'd', points.length > 1
      ? `M0 ${HEIGHT}L${points.join('L')}L${WIDTH} ${HEIGHT}Z` : '');
  }

  return {element, update};
}
