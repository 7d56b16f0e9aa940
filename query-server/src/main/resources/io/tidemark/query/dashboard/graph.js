// The upper half of a site's page: the filter, the cards, the chart and how finely it is drawn.

import {createCards} from './cards.js';
import {createChart} from './chart.js';
import {DAY_MS, dateOf, HOUR_MS, startOf} from './dates.js';
import {h, icon, ICONS, keyed, set, setText} from './dom.js';
import * as format from './format.js';
import {tabOf} from './panels.js';
import {go, href, read} from './state.js';

const INTERVALS = {
  minute: 'Minutes', hour: 'Hours', day: 'Days', week: 'Weeks', month: 'Months',
};

/** Cards and chart. */
export function createGraph() {
  const chip = createChip();
  const cards = createCards();
  const chart = createChart(zoom);
  const intervals = h('nav', {class: 'intervals', 'aria-label': 'Interval'});
  const legend = h('p', {class: 'legend'});
  const empty = h('div', {class: 'chart-empty'});
  const element = h('section', {class: 'graph loading', 'aria-label': 'Over time'}, chip.element,
      cards.element, h('div', {class: 'graph-head'}, legend, intervals),
      h('div', {class: 'chart-place'}, chart.element, empty));
  empty.hidden = true;

  /** What a state says without any answer. */
  function frame({state, filter, offered, interval}) {
    chip.update(state, filter);
    const choices = state.period === 'realtime' || offered.length < 2 ? [] : offered;
    keyed(intervals, choices, (id) => id, (id) => h('a', {}, INTERVALS[id]), (link, id) => {
      set(link, 'href', href(state, {interval: id}));
      set(link, 'aria-current', id === interval ? 'true' : null);
    });
    if (last) show({...last, state: {...last.state, metric: state.metric}});
  }

  let last = null;

  /** Figures. */
  function show(view) {
    last = view.state.period === read().period ? view : null;
    element.classList.remove('loading');
    const {state, range, totals, previous, before, points, interval, nowMs} = view;
    const metric = drawable(state.metric, view);
    const events = view.filter?.dimension === 'event_type';
    cards.update({
      state: {...state, metric}, totals, previous, before: beforeName(range), points,
      labels: cardNames(state, events),
    });
    legendText(view, metric);
    showEmpty(view);
    chart.update({points, previous: before, metric, interval, range, nowMs});
  }

  function legendText({state, range, before}, metric) {
    const name = {
      visitors: 'Visitors', views: 'Views', events: 'Events', ratio: 'Views per visitor',
    }[metric];
    const what = state.period === 'realtime' ? 'Views per minute' : name;
    legend.replaceChildren(h('span', {class: 'key now'}, what),
        ...(before ? [h('span', {class: 'key before'}, beforeName({...range,
          previous: {...range.previous, isCut: false}}))] : []));
  }

  function showEmpty({state, totals, known, range, filter}) {
    const isEmpty = !filter && state.period !== 'realtime' && totals.views === 0
        && totals.events === 0;
    empty.hidden = !isEmpty;
    if (!isEmpty) return;
    const latest = known.newest;
    const isElsewhere = latest < range.from || latest > range.to;
    empty.replaceChildren(h('p', {}, 'Nothing happened in this period.'),
        ...(isElsewhere ? [h('p', {}, `The latest event was on ${format.dayYear(latest)}. `,
            h('a', {href: href(state, {period: 'all', date: '', from: '', to: '', interval: ''})},
                'Show all time'))] : []));
  }

  return {element, frame, show, restyle: chart.restyle, destroy: chart.destroy};
}

/** A figure that there are points of; a page's hours have views alone. */
function drawable(metric, {points, state}) {
  if (state.period === 'realtime') return 'views';
  const has = (id) => points.some((point) => point[id] !== null && point[id] !== undefined);
  return [metric, 'visitors', 'views', 'events'].find(has) ?? metric;
}

function cardNames(state, areEvents) {
  if (state.period === 'realtime') {
    return {visitors: 'Visitors, last 30 minutes', views: 'Views, last 30 minutes'};
  }
  return areEvents ? {events: 'Events of this type'} : {};
}

function beforeName({previous}) {
  if (!previous) return '';
  const until = previous.isCut ? previous.untilMs : startOf(previous.to);
  const last = previous.isCut ? dateOf(until - 1) : previous.to;
  const days = last > previous.from
    ? format.days(previous.from, last) : format.dayYear(previous.from);
  return previous.isCut && until % DAY_MS !== 0
    ? `${days} until ${format.clock(until)}` : days;
}

/** From a bucket of the chart to that bucket as a period. */
function zoom({startMs, endMs}) {
  if (endMs - startMs <= HOUR_MS) return; // a day is the least period
  const [from, to, next] = [dateOf(startMs), dateOf(endMs - 1), dateOf(endMs)];
  const plain = {date: '', from: '', to: '', interval: ''};
  if (from === to) {
    go({...plain, period: 'day', date: from});
  } else if (from.endsWith('-01') && next.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7)) {
    go({...plain, period: 'month', date: from});
  } else {
    go({...plain, period: 'custom', from, to});
  }
}

/** The filter that is on, and the way out of it. */
function createChip() {
  const name = h('span', {class: 'soft'});
  const value = h('b', {});
  const out = h('a', {class: 'chip-out', 'aria-label': 'Take the filter away'}, icon(ICONS.close));
  const note = h('span', {class: 'soft chip-note'},
      'Cards and chart are of this alone; the lists below are of the whole site.');
  const element = h('div', {class: 'chips'}, h('span', {class: 'chip'}, name, value, out), note);

  function update(state, filter) {
    element.hidden = !filter;
    if (!filter) return;
    setText(name, `${tabOf(filter.dimension)?.column ?? filter.dimension} `);
    setText(value, format.valueName(filter.dimension, filter.value));
    set(out, 'href', href(state, {filter: ''}));
  }

  return {element, update};
}
