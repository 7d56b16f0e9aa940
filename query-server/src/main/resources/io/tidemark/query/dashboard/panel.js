// A panel: the values of a dimension with the most views, in tabs, with details and CSV.

import {downloadRows} from './csv.js';
import {h, icon, ICONS, set, setText} from './dom.js';
import * as format from './format.js';
import {shownTab} from './panels.js';
import {loadRowsAndRest} from './rest.js';
import {createTable, loadRows} from './rows.js';
import {href} from './state.js';

export const PANEL_ROWS = 8;

/** A panel of a kind. */
export function createPanel(kind) {
  const title = h('h2', {id: `panel-${kind.id}`}, kind.title);
  const tabs = kind.tabs.map((tab) => h('a', {class: 'tab'}, tab.label));
  const scope = h('span', {class: 'panel-scope'});
  const table = createTable();
  const note = h('p', {class: 'panel-note'});
  const details = h('a', {class: 'quiet', 'aria-describedby': `panel-${kind.id}`}, 'Details');
  const csv = h('button', {
    type: 'button', class: 'quiet', 'aria-describedby': `panel-${kind.id}`,
  }, icon(ICONS.download), 'CSV');
  const element = h('section', {class: 'panel loading', 'aria-labelledby': `panel-${kind.id}`},
      h('header', {}, title,
          kind.tabs.length > 1 ? h('nav', {'aria-label': `${kind.title} by`}, tabs) : null, scope),
      h('div', {class: 'panel-body'}, table.element, note),
      h('footer', {}, details, csv));
  let shown = null;

  csv.addEventListener('click', () => shown && downloadRows(shown.state, shown.range, shown.tab));

  function frame(state, range, tab) {
    shown = {state, range, tab};
    table.head(tab);
    kind.tabs.forEach(({dimension}, index) => {
      set(tabs[index], 'href', href(state, {tabs: {[kind.id]: dimension}}));
      set(tabs[index], 'aria-current', dimension === tab.dimension ? 'true' : null);
    });
    set(details, 'href', href(state, {details: tab.dimension}));
  }

  function show(state, tab, answer) {
    // views have their own card, and would dwarf all other events
    const rows = answer.rows.filter(({value}) => tab.dimension !== 'event_type'
        || value !== 'page_view').slice(0, answer.rest ? PANEL_ROWS - 1 : PANEL_ROWS);
    const isEmpty = rows.length === 0 && !answer.rest;
    element.classList.remove('loading');
    table.update({rows, most: rows[0]?.views ?? 0, rest: answer.rest, tab, state});
    table.element.hidden = isEmpty;
    setText(note, isEmpty ? `${tab.none} in this period.` : '');
    const off = answer.top_error ?? answer.top_paths_error;
    set(table.element, 'title', off ? `A row may be off by up to ${format.number(off)}.` : null);
  }

  return {
    element,

    /** Asks for the rows of a state, and shows them. */
    async load(state, range, signal) {
      const tab = shownTab(kind, state);
      if (shown && shown.tab !== tab) element.classList.add('loading');
      frame(state, range, tab);
      setText(scope, state.period === 'realtime' ? 'today' : '');
      try {
        show(state, tab, tab.rest ? await loadRowsAndRest(state, range, tab, signal)
          : await loadRows(state, range, tab.dimension, PANEL_ROWS + 1, signal));
      } catch (error) {
        if (error.code !== 'dimension_not_kept') throw error;
        show(state, {...tab, none: 'Not counted here (see TIDEMARK_DIMENSIONS), so nothing'},
            {rows: []});
      }
    },

    /** Shows the pages of the last minutes, which come by themselves. */
    realtime(state, range, figures) {
      const tab = kind.tabs[0];
      frame(state, range, tab);
      setText(scope, `last ${figures.minutes} minutes`);
      const rows = figures.top_paths
          .map(({path, views}) => ({value: path, views, unique_users: null}));
      show(state, tab, {rows});
    },
  };
}
