// The views that have none of a dimension's values: all views without those of every value.

import {ask} from './api.js';
import {loadRows} from './rows.js';

/** With fewer values than this an answer has them all. */
const MOST_VALUES = 250;

/** The rows of a tab, and as `rest` the views of none of them; 0 if that is not certain. */
export async function loadRowsAndRest(state, range, {dimension}, signal) {
  const [answer, views] = await Promise.all([
    loadRows(state, range, dimension, MOST_VALUES, signal), loadViews(state, range, signal),
  ]);
  const isWhole = answer.rows.length < MOST_VALUES && !answer.top_error;
  const known = answer.rows.reduce((sum, row) => sum + row.views, answer.other_views ?? 0);
  return {...answer, rest: isWhole ? Math.max(0, views - known) : 0};
}

async function loadViews({site, period}, {from, to}, signal) {
  const {total_views: views} = period === 'all'
    ? await ask('stats', {site_id: site, limit: 1}, signal)
    : await ask('stats/range', {site_id: site, start_date: from, end_date: to, limit: 1}, signal);
  return views;
}
