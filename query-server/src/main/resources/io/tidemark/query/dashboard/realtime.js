// The last minutes, as the server pushes them.

import {MINUTE_MS} from './dates.js';

/** How many are there now. */
export const figuresOf = (site, answer, state) => ({
  site, active: answer.active_users, bounds: answer.active_users_bounds, state,
});

/** What the chart and cards show of the last minutes. */
export function realtimeView(view, answer) {
  const nowMs = Date.parse(answer.views_per_minute.at(-1).minute);
  return {
    ...view,
    interval: 'minute',
    nowMs,
    state: {...view.state, metric: 'views', compare: ''},
    totals: {
      visitors: answer.unique_users, views: answer.total_views, events: null,
      ratio: answer.unique_users ? answer.total_views / answer.unique_users : null,
      bounds: answer.unique_users_bounds ?? null,
    },
    points: answer.views_per_minute.map(({minute, views}) => ({
      startMs: Date.parse(minute), endMs: Date.parse(minute) + MINUTE_MS, views,
    })),
    previous: null,
    before: null,
  };
}
