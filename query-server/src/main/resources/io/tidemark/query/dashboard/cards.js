// The cards: totals of the period and how they changed; a click draws that figure.

import {h, hidden, set, setText} from './dom.js';
import * as format from './format.js';
import {METRICS, metricText} from './metrics.js';
import {href} from './state.js';

/** The row of cards. */
export function createCards() {
  const cards = METRICS.map(card);
  const element = h('div', {class: 'cards', role: 'group', 'aria-label': 'Totals'},
      cards.map((each) => each.element));
  return {
    element,
    /** A view is {state, totals, previous, before, shown}. */
    update: (view) => cards.forEach((each) => each.update(view)),
  };
}

function card({id, label}) {
  const name = h('span', {class: 'card-name'}, label);
  const value = h('span', {class: 'card-value'}, '\u2007');
  const approximate = hidden();
  const arrow = h('span', {'aria-hidden': 'true'});
  const words = hidden();
  const size = h('span', {});
  const change = h('span', {class: 'card-change'}, arrow, words, size);
  const element = h('a', {class: 'card'}, name, value, approximate, change);

  function update({state, totals, previous, before, labels}) {
    const figure = totals?.[id];
    const isKept = !totals || figure !== null || id === 'ratio';
    set(element, 'href', isKept ? href(state, {metric: id}) : null);
    set(element, 'aria-current', isKept && state.metric === id ? 'true' : null);
    element.classList.toggle('absent', !isKept);
    setText(name, labels?.[id] ?? label);
    if (!totals) return;
    setText(value, metricText(id, figure));
    const range = id === 'visitors' ? format.bounds(totals.bounds) : '';
    value.classList.toggle('approx', range !== '');
    set(element, 'data-tip', range || null);
    setText(approximate, range && ` (${range})`);
    showChange(figure, previous?.[id], before);
  }

  function showChange(figure, was, before) {
    const share = figure !== null && figure !== undefined && was ? figure / was - 1 : null;
    const direction = share === null || Math.abs(share) < 0.005 ? '' : share > 0 ? 'up' : 'down';
    set(change, 'class', `card-change ${direction}`);
    if (share === null) {
      [arrow, words, size].forEach((part) => setText(part, ''));
      set(change, 'title', null);
      return;
    }
    setText(arrow, {up: '↑ ', down: '↓ ', '': '= '}[direction]);
    setText(words, {up: 'up ', down: 'down ', '': 'changed by '}[direction]);
    setText(size, format.percent(share));
    set(change, 'title', `${metricText(id, was)} in ${before}`);
  }

  return {element, update};
}
