// Rows of a breakdown: a name with a bar behind it, visitors, views.

import {ask} from './api.js';
import {h, hidden, keyed, set, setText} from './dom.js';
import * as format from './format.js';
import {countName} from './panels.js';
import {href} from './state.js';

/** The rows of a dimension over a period. */
export function loadRows(state, range, dimension, limit, signal) {
  const days = state.period === 'all' ? {} : {start_date: range.from, end_date: range.to};
  return ask('stats/breakdown', {site_id: state.site, dimension, limit, ...days}, signal);
}

/** A table of rows. */
export function createTable() {
  const name = h('th', {scope: 'col'});
  const count = h('th', {scope: 'col', class: 'num'});
  const body = h('tbody');
  const caption = h('caption', {class: 'sr'});
  const element = h('table', {class: 'rows'}, caption,
      h('thead', {}, h('tr', {}, name, h('th', {scope: 'col', class: 'num'}, 'Visitors'), count)),
      body);

  function head(tab) {
    setText(caption, tab.label);
    setText(name, tab.column);
    setText(count, countName(tab.dimension));
  }

  /** Shows rows; `most` is the count that fills a bar, `rest` the views of no row, 0 if unknown. */
  function update({rows, most, rest = 0, tab, state}) {
    head(tab);
    const items = rows.map((row) => ({row, filter: `${tab.dimension}:${row.value}`}));
    if (rest > 0) items.push({rest, filter: ''});
    keyed(body, items, ({filter}) => filter, ({filter}) => (filter ? create() : createRest()),
        (element, {row, rest: views, filter}) => (filter
          ? element.show(row, filter, most, tab.dimension, state) : element.show(tab, views)));
  }

  return {element, head, update};
}

function create() {
  const fill = h('span', {class: 'fill'});
  const link = h('a', {class: 'row-name'});
  const visitors = h('span');
  const approximate = hidden();
  const cell = h('td', {class: 'num soft'}, visitors, approximate);
  const count = h('td', {class: 'num'});
  const row = h('tr', {}, h('th', {scope: 'row'}, fill, link), cell, count);

  row.show = ({value, views, unique_users: users, unique_users_bounds: range}, filter, most,
      dimension, state) => {
    const isChosen = state.filter === filter;
    const label = format.valueName(dimension, value);
    setText(link, label);
    set(link, 'title', label);
    const period = state.period === 'realtime' ? 'today' : state.period;
    set(link, 'href',
        href(state, {period, filter: isChosen ? '' : filter, details: '', interval: ''}));
    set(link, 'aria-current', isChosen ? 'true' : null);
    fill.style.width = `${most > 0 ? Math.max(0.5, (views / most) * 100) : 0}%`;
    setText(visitors, users === null || users === undefined ? '–' : format.number(users));
    const words = format.bounds(range);
    set(cell, 'data-tip', words || null);
    visitors.classList.toggle('approx', words !== '');
    setText(approximate, words && ` (${words})`);
    setText(count, format.number(views));
  };
  return row;
}

/** The last row: what no other has. There is no value to click on, and its users are not kept. */
function createRest() {
  const name = h('span', {class: 'row-name'});
  const count = h('td', {class: 'num'});
  const row = h('tr', {class: 'rest'}, h('th', {scope: 'row'}, name),
      h('td', {class: 'num soft'}, '–'), count);
  row.show = ({rest: label, restTitle: title}, views) => {
    setText(name, label);
    set(name, 'title', title);
    setText(count, format.number(views));
  };
  return row;
}
