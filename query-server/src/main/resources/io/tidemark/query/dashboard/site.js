// A site's page: what is asked when the state or the figures change, and where it is shown.

import {now} from './api.js';
import {startOf, DAY_MS} from './dates.js';
import {createDetails} from './details.js';
import {h} from './dom.js';
import {createGraph} from './graph.js';
import {filterOf, loadHistory, loadPrevious, loadSite} from './history.js';
import {follow, throttled} from './live.js';
import {createPanel} from './panel.js';
import {PANELS} from './panels.js';
import {intervals, resolve} from './period.js';
import {figuresOf, realtimeView} from './realtime.js';
import {createSetup} from './setup.js';

const FIGURES_MS = 600;
const MINUTES_MS = 4_000;
const PANELS_MS = 2_500;
const PATIENCE_MS = 1_500;
const REALTIME = {minutes: 30, limit: 10};

/** What is compared with may be older than what is kept; then there is no comparison. */
function withoutRetention(error) {
  if (error.code !== 'beyond_retention') throw error;
  return null;
}

/** The page of a site; `shell` is what is around it. */
export function createSite(site, shell) {
  const graph = createGraph();
  const panels = PANELS.map(createPanel);
  const details = createDetails();
  const figures = h('div', {class: 'site'}, h('h1', {class: 'sr'}, site), graph.element,
      h('div', {class: 'panels'}, panels.map((panel) => panel.element)), details.element);
  const element = h('main', {id: 'main', tabindex: '-1'});
  let state = null;
  let known = null; // the site's first and latest event
  let range = null;
  let live = null;
  let shown = '';
  let patience = 0;
  let questions = new AbortController();

  const refreshFigures = throttled(() => attempt('graph', loadGraph), FIGURES_MS);
  const refreshMinutes = throttled(() => attempt('graph', loadGraph), MINUTES_MS);
  const refreshPanels = throttled(() => attempt('panels', loadPanels), PANELS_MS);

  /** Shows a state; asks for what that needs and is not there. */
  function update(next) {
    state = next;
    if (!known) return; // the answer that is awaited comes back here
    range = resolve(state, now(), known);
    shell.picker.update(state, range);
    const {period, compare, interval, filter} = state;
    const wanted = JSON.stringify([period, range.from, range.to, compare, interval, filter]);
    const isNew = wanted !== shown;
    shown = wanted;
    graph.frame(view());
    if (isNew) {
      questions.abort();
      questions = new AbortController();
      attempt('graph', loadGraph);
    }
    attempt('panels', loadPanels);
    attempt('details', () => details.update(state, panelRange(), questions.signal));
  }

  function view() {
    const filter = state.period === 'realtime' ? null : filterOf(state);
    const {offered, usual} = intervals(range, now(), filter?.dimension);
    const interval = offered.includes(state.interval) ? state.interval : usual;
    return {state, range, filter, offered, interval, nowMs: now(), known};
  }

  async function loadGraph() {
    if (state.period === 'realtime') {
      if (live) graph.show(realtimeView(view(), live));
      return;
    }
    const at = view();
    const {signal} = questions;
    const [history, previous, line] = await Promise.all([
      loadHistory(state, range, at.interval, signal).catch((error) => coarser(error, at, signal)),
      loadPrevious(state, range.previous, signal).catch(withoutRetention),
      state.compare && range.previous
        ? loadHistory(state, {...range.previous, days: range.days}, at.interval, signal)
            .catch(withoutRetention)
        : null,
    ]);
    if (signal.aborted) return;
    graph.show({...at, ...history, previous, before: line?.points ?? null});
    shell.freshness(history);
  }

  /** Hours and minutes that are no longer kept are drawn as days. */
  function coarser(error, at, signal) {
    if (error.code !== 'beyond_retention' || at.interval === 'day') throw error;
    at.interval = 'day';
    return loadHistory(state, range, 'day', signal);
  }

  async function loadPanels() {
    const {signal} = questions;
    const loads = panels.map((panel, index) =>
      (state.period === 'realtime' && index === 0
        ? live && panel.realtime(state, panelRange(), live)
        : panel.load(state, panelRange(), signal)));
    await Promise.all(loads);
  }

  /** Values are kept per day: beside the last minutes stands today. */
  const panelRange = () => (state.period === 'realtime'
    ? {...range, from: range.today, to: range.today} : range);

  async function attempt(part, load) {
    try {
      await load();
      shell.notice.clear(part);
    } catch (error) {
      shell.notice.show(part, error, again);
    }
  }

  function again() {
    if (!known) {
      attempt('site', begin);
      return;
    }
    shown = ''; // nothing that is there counts
    update(state);
  }

  /** Figures of now: the page follows if what it shows can have changed. */
  function received(next) {
    live = next;
    shell.current(figuresOf(site, next, state));
    if (!known) {
      if (next.newest_event) attempt('site', begin);
      return;
    }
    const isNewDay = next.newest_event.slice(0, 10) !== known.newest;
    known.newest = next.newest_event.slice(0, 10);
    if (isNewDay || now() >= startOf(range.today) + DAY_MS) update(state);
    if (state.period === 'realtime') {
      attempt('graph', loadGraph);
      attempt('pages', async () => panels[0].realtime(state, panelRange(), live));
      shell.freshness({asOf: next.as_of, newest: next.newest_event});
      refreshPanels();
      return;
    }
    if (range.to < range.today) return;
    (view().interval === 'minute' ? refreshMinutes : refreshFigures)();
    refreshPanels();
  }

  /** Finds out whether there is anything to show. */
  async function begin() {
    const found = await loadSite(site);
    if (known) return; // asked twice: a dialog that is open would be taken out and put back shut
    if (!found) {
      element.replaceChildren(createSetup(site));
      shell.isEmpty(true);
      return;
    }
    known = {
      oldest: found.oldest_event.slice(0, 10), newest: found.newest_event.slice(0, 10),
    };
    element.replaceChildren(figures);
    shell.isEmpty(false);
    update(state);
  }

  /** Nothing is pushed: asking tells whether the server is away, and says so. */
  function connection(status) {
    shell.connection(status);
    clearTimeout(patience);
    if (status === 'away' && state) patience = setTimeout(again, PATIENCE_MS);
  }

  const stop = follow(site, REALTIME, received, connection);
  return {
    element,
    update(next) {
      const isFirst = state === null;
      state = next;
      shell.picker.update(state, resolve(state, now(), known));
      if (isFirst) attempt('site', begin);
      else update(next);
    },
    restyle: graph.restyle,
    close() {
      stop();
      clearTimeout(patience);
      [refreshFigures, refreshMinutes, refreshPanels].forEach((refresh) => refresh.stop());
      questions.abort();
      graph.destroy();
    },
  };
}
