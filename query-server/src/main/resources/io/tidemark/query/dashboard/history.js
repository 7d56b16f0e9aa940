// A site's figures over a period, or those of one value: totals and the points of the chart.

import {ask} from './api.js';
import {addDays, addMonths, DAY_MS, firstOfMonth, HOUR_MS, mondayOf, startOf} from './dates.js';
import {MAX_DAYS} from './period.js';

/** What a filter names: 'browser:Firefox' is a dimension and a value; null if it is none. */
export function filterOf(state) {
  const colon = state.filter.indexOf(':');
  return colon < 1 ? null
    : {dimension: state.filter.slice(0, colon), value: state.filter.slice(colon + 1)};
}

/** What is known of a site itself; null if it has no events. */
export async function loadSite(site, signal) {
  const {sites} = await ask('sites', {site_id: site, days: 1}, signal);
  return sites[0] ?? null;
}

/** Totals and points from one date to another. */
export async function loadHistory(state, {from, to, days}, interval, signal) {
  const spans = days <= MAX_DAYS ? [[from, to]] : years(from, to);
  const answers = await Promise.all(
      spans.map(([first, last]) => range(state, first, last, interval, signal)));
  const whole = answers.length === 1 ? answers[0]
    : state.filter ? {total_views: answers.reduce((sum, {total_views: n}) => sum + n, 0)}
      : await ask('stats', {site_id: state.site, limit: 1}, signal);
  const points = answers.flatMap((answer) => answer.series ?? answer.daily);
  return {
    totals: figures(whole, state),
    points: points.map((point) => ({
      ...span(point.start ?? point.date, interval, to), ...figures(point, state),
    })),
    asOf: answers[0].as_of,
    newest: answers[0].newest_event,
  };
}

function range(state, from, to, interval, signal) {
  return ask('stats/range', {
    site_id: state.site, start_date: from, end_date: to, interval, filter: state.filter,
    limit: state.filter ? null : 1,
  }, signal);
}

/** The calendar years of a long period. */
function years(from, to) {
  const spans = [];
  for (let first = from; first <= to; first = `${Number(first.slice(0, 4)) + 1}-01-01`) {
    const last = `${first.slice(0, 4)}-12-31`;
    spans.push([first, last < to ? last : to]);
  }
  return spans;
}

/** What it is compared with: the totals of the period before; null if there is none. */
export async function loadPrevious(state, previous, signal) {
  if (!previous || (state.filter && previous.isCut)) return null; // values are kept per day
  const answer = state.filter
    ? await range(state, previous.from, previous.to, 'day', signal)
    : await ask('stats', {
      site_id: state.site, limit: 1, start: `${previous.from}T00:00:00Z`,
      end: new Date(previous.untilMs).toISOString(),
    }, signal);
  return figures(answer, state);
}

/** The figures of an answer or a point by the names of the cards; null where not kept. */
function figures(answer, state) {
  const counted = answer.total_views ?? null;
  const isEvents = state.filter.startsWith('event_type:');
  const visitors = answer.unique_users ?? null;
  const views = isEvents ? null : counted;
  return {
    visitors,
    views,
    events: isEvents ? counted : answer.total_events ?? null,
    ratio: visitors && views !== null ? views / visitors : null,
    bounds: answer.unique_users_bounds ?? null,
  };
}

/** From when to when a point goes, epoch milliseconds. */
function span(start, interval, to) {
  const startMs = start.includes('T') ? Date.parse(start) : startOf(start);
  const cut = startOf(to) + DAY_MS;
  switch (interval) {
    case 'minute': return {startMs, endMs: startMs + 60_000};
    case 'hour': return {startMs, endMs: startMs + HOUR_MS};
    case 'week': return {startMs, endMs: Math.min(cut, startOf(addDays(mondayOf(start), 7)))};
    case 'month': return {startMs, endMs: Math.min(cut, startOf(addMonths(firstOfMonth(start), 1)))};
    default: return {startMs, endMs: startMs + DAY_MS};
  }
}
