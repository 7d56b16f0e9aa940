// What is shown, all of it in the address: links can be shared, the back button works.

import {isDate} from './dates.js';

const DEFAULTS = {
  site: '', period: 'today', date: '', from: '', to: '', compare: '', metric: 'visitors',
  interval: '', filter: '', details: '',
};
const listeners = new Set();

/** The state that an address names; what is wrong in it counts as absent. */
export function read(search = location.search) {
  const state = {...DEFAULTS, tabs: {}};
  for (const [name, value] of new URLSearchParams(search)) {
    if (name in DEFAULTS) {
      state[name] = value;
    } else if (name.startsWith('tab-')) {
      state.tabs[name.slice(4)] = value;
    }
  }
  for (const name of ['date', 'from', 'to']) {
    if (!isDate(state[name])) state[name] = '';
  }
  if (!['visitors', 'views', 'events', 'ratio'].includes(state.metric)) {
    state.metric = DEFAULTS.metric;
  }
  return state;
}

/** The address of a state with changes. */
export function href(state, changes = {}) {
  const next = {...state, ...changes, tabs: {...state.tabs, ...changes.tabs}};
  const search = new URLSearchParams();
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    if (next[name] && next[name] !== usual) search.set(name, next[name]);
  }
  for (const [panel, tab] of Object.entries(next.tabs)) {
    if (tab) search.set(`tab-${panel}`, tab);
  }
  const text = search.toString();
  return text ? `?${text}` : './';
}

/** Goes to an address of this page. */
export function visit(address, {replace = false} = {}) {
  const next = new URL(address, location.href);
  if (next.href !== location.href) {
    history[replace ? 'replaceState' : 'pushState'](null, '', next);
  }
  changed();
}

/** Changes the state. */
export const go = (changes, options) => visit(href(read(), changes), options);

/** Calls back with each new state. */
export const onChange = (listener) => listeners.add(listener);

function changed() {
  const state = read();
  listeners.forEach((listener) => listener(state));
}

/** Makes links within the page and the back button change the state, without loading it again. */
export function start() {
  addEventListener('popstate', changed);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || event.defaultPrevented || event.button !== 0 || modified || link.target
        || link.hasAttribute('download')) {
      return;
    }
    const to = new URL(link.href);
    if (to.origin === location.origin && to.pathname === location.pathname && !to.hash) {
      event.preventDefault();
      visit(to.href);
    }
  });
  changed();
}
