// What is around every page: the bar above, the line below.

import {h, hidden, set, setText} from './dom.js';
import * as format from './format.js';
import {createNotice} from './notice.js';
import {createPeriodPicker} from './period-picker.js';
import {href} from './state.js';
import {createSwitcher} from './switcher.js';
import {createThemeToggle} from './theme-toggle.js';

/** Fills the page's bar and foot; `onTheme` is called when colours change. */
export function createShell(onTheme) {
  const switcher = createSwitcher();
  const picker = createPeriodPicker();
  const notice = createNotice();
  const active = h('b', {});
  const activeName = h('span', {class: 'current-name'});
  const activeBounds = hidden();
  const now = h('a', {class: 'current'}, h('span', {class: 'dot'}), active, ' ', activeName,
      activeBounds);
  const asOf = h('span', {});
  document.getElementById('bar').append(switcher.element, now,
      h('span', {class: 'space'}), picker.element, createThemeToggle(onTheme));
  document.getElementById('bar').after(notice.element);
  document.getElementById('fresh').append(asOf);

  return {
    notice,
    picker,
    switcher,

    /** The page of a site has more above it than the start page. */
    frame(state) {
      switcher.update(state.site);
      picker.element.hidden = !state.site;
      now.hidden = !state.site;
      setText(active, '–');
      setText(activeName, 'current visitors');
      set(now, 'href', href(state, {period: 'realtime', details: '', interval: '', filter: ''}));
      set(now, 'class', 'current waits');
      setText(asOf, '');
      document.title = state.site ? `${state.site} · Tidemark` : 'Tidemark';
    },

    /** A site without events has no periods. */
    isEmpty(yes) {
      picker.element.hidden = yes;
      now.hidden = yes;
    },

    /** How many are there now. */
    current({site, active: count, bounds, state}) {
      setText(active, format.number(count));
      setText(activeName, count === 1 ? 'current visitor' : 'current visitors');
      const words = format.bounds(bounds);
      setText(activeBounds, words && ` (${words})`);
      set(now, 'title', words || 'Seen in the last five minutes');
      set(now, 'href', href(state, {period: 'realtime', details: '', interval: '', filter: ''}));
      document.title = `${format.short(count)} now · ${site} · Tidemark`;
    },

    /** Whether figures are being pushed. */
    connection(status) {
      set(now, 'class', `current ${status === 'live' ? '' : 'waits'}`);
      if (status !== 'live') set(now, 'title', 'Not connected; trying again');
    },

    /** How new the figures are. */
    freshness({asOf: instant}) {
      setText(asOf, instant ? `As of ${format.seconds(Date.parse(instant))}` : '');
    },
  };
}
