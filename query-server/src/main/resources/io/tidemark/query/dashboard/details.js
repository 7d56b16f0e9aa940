// All rows of a dimension, in a dialog: search, pages, CSV.

import {downloadRows} from './csv.js';
import {h, icon, ICONS, set, setText} from './dom.js';
import * as format from './format.js';
import {tabOf} from './panels.js';
import {createTable, loadRows} from './rows.js';
import {go} from './state.js';

const MOST_ROWS = 1000;
const PAGE_ROWS = 20;

/** The dialog; it is open while a state names a dimension. */
export function createDetails() {
  const title = h('h2', {id: 'details-title'});
  const search = h('input', {
    type: 'search', placeholder: 'Search', 'aria-label': 'Search', autocomplete: 'off',
    spellcheck: 'false',
  });
  const csv = h('button', {type: 'button', class: 'quiet'}, icon(ICONS.download), 'CSV');
  const close = h('button', {type: 'button', class: 'quiet', 'aria-label': 'Close'},
      icon(ICONS.close));
  const table = createTable();
  const note = h('p', {class: 'panel-note', role: 'status'});
  const back = h('button', {type: 'button', class: 'quiet'}, icon(ICONS.left), 'Previous');
  const on = h('button', {type: 'button', class: 'quiet'}, 'Next', icon(ICONS.right));
  const place = h('span', {class: 'soft', role: 'status'});
  const element = h('dialog', {class: 'details', 'aria-labelledby': 'details-title'},
      h('header', {}, title, h('label', {class: 'search'}, icon(ICONS.search), search), csv, close),
      h('div', {class: 'details-body'}, table.element, note),
      h('footer', {}, back, place, on));
  let view = null;
  let page = 0;

  function show() {
    const wanted = search.value.trim().toLowerCase();
    const rows = view.rows.filter(({value}) => wanted === ''
        || value.toLowerCase().includes(wanted)
        || format.valueName(view.tab.dimension, value).toLowerCase().includes(wanted));
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
    page = Math.min(page, pages - 1);
    const first = page * PAGE_ROWS;
    table.update({
      rows: rows.slice(first, first + PAGE_ROWS), most: view.rows[0]?.views ?? 0,
      tab: view.tab, state: view.state,
    });
    table.element.hidden = rows.length === 0;
    setText(note, rows.length ? '' : wanted ? 'Nothing found.' : `${view.tab.none}.`);
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
    const last = Math.min(first + PAGE_ROWS, rows.length);
    const all = format.number(rows.length) + (view.rows.length === MOST_ROWS ? '+' : '');
    setText(place, rows.length ? `${first + 1}–${last} of ${all}` : '');
  }

  const turn = (by) => {
    page += by;
    show();
    element.querySelector('.details-body').scrollTop = 0;
  };
  back.addEventListener('click', () => turn(-1));
  on.addEventListener('click', () => turn(1));
  search.addEventListener('input', () => {
    page = 0;
    if (view) show();
  });
  csv.addEventListener('click', () => view && downloadRows(view.state, view.range, view.tab));
  close.addEventListener('click', () => go({details: ''}));
  element.addEventListener('keydown', (event) => { // a search field would keep it to itself
    if (event.key !== 'Escape') return;
    event.preventDefault();
    go({details: ''});
  });
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    go({details: ''});
  });
  element.addEventListener('click', (event) => event.target === element && go({details: ''}));

  /** Opens, changes or closes the dialog as a state says. */
  async function update(state, range, signal) {
    const tab = tabOf(state.details);
    if (!tab) {
      if (element.open) element.close();
      view = null;
      return;
    }
    if (!element.open) {
      search.value = '';
      page = 0;
      element.classList.add('loading');
      element.showModal();
      search.focus();
    }
    setText(title, tab.label);
    set(search, 'placeholder', `Search ${tab.label.toLowerCase()}`);
    const {rows} = await loadRows(state, range, tab.dimension, MOST_ROWS, signal);
    element.classList.remove('loading');
    view = {rows, tab, state, range};
    show();
  }

  return {element, update};
}
