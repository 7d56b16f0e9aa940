// Choosing a period: a menu with its keys, steps back and on, a range of one's own.

import {now} from './api.js';
import {addDays, dateOf} from './dates.js';
import {h, icon, ICONS, set, setText} from './dom.js';
import {createMenu} from './menu.js';
import {PERIODS, shifted} from './period.js';
import {go, href, read} from './state.js';

const PLAIN = {date: '', from: '', to: '', interval: ''};

/** The address of a period. */
const address = (state, id) => href(state, {...PLAIN, period: id});

const step = (name, title, path) =>
  h('a', {class: 'step', role: 'link', 'aria-label': name, title}, icon(path));

/** The picker. */
export function createPeriodPicker() {
  const label = h('span', {class: 'menu-label'});
  const menu = createMenu({className: 'period', content: [label, icon(ICONS.down)], fill});
  const back = step('Period before', 'Before (←)', ICONS.left);
  const on = step('Period after', 'After (→)', ICONS.right);
  const compare = h('button', {
    type: 'button', class: 'toggle', role: 'switch', title: 'Compare with the period before (X)',
    'aria-keyshortcuts': 'X', 'aria-label': 'Compare with the period before',
    onclick: () => go({compare: read().compare ? '' : '1'}),
  }, icon(ICONS.compare), h('span', {class: 'wide'}, 'Compare'));
  const element = h('div', {class: 'picker', role: 'group', 'aria-label': 'Period'},
      back, menu.element, on, compare);

  function fill(list) {
    const state = read();
    const links = PERIODS.filter(({id}) => id !== 'custom').map(({id, key, label: name}) =>
      h('li', {}, h('a', {
        href: address(state, id), 'aria-current': state.period === id ? 'true' : null,
        'aria-keyshortcuts': key,
      }, name, h('kbd', {'aria-hidden': 'true'}, key))));
    list.replaceChildren(h('ul', {}, links), customForm(state));
  }

  function customForm(state) {
    const today = dateOf(now());
    const from = h('input', {
      type: 'date', 'aria-label': 'From', max: today, required: true,
      value: state.from || addDays(today, -6),
    });
    const to = h('input', {
      type: 'date', 'aria-label': 'To', max: today, required: true, value: state.to || today,
    });
    return h('form', {
      class: 'custom',
      onsubmit: (event) => {
        event.preventDefault();
        menu.close();
        go({...PLAIN, period: 'custom', from: from.value, to: to.value});
      },
    }, h('div', {class: 'custom-name'}, 'Custom range', h('kbd', {'aria-hidden': 'true'}, 'C')),
    h('div', {class: 'dates'}, from, '–', to), h('button', {type: 'submit'}, 'Show'));
  }

  /** Shows a state. */
  function update(state, range) {
    setText(label, range.label);
    const steps = [[back, shifted(state, -1, now())], [on, shifted(state, 1, now())]];
    for (const [link, to] of steps) {
      set(link, 'href', to && href(state, {...to, interval: ''}));
      set(link, 'aria-disabled', to ? null : 'true');
    }
    const isPossible = Boolean(range.previous) && state.period !== 'realtime';
    compare.disabled = !isPossible;
    set(compare, 'aria-checked', state.compare && isPossible ? 'true' : 'false');
  }

  /** What a key means; null if nothing. */
  function shortcut(key, state, range) {
    const period = PERIODS.find((each) => each.key === key.toUpperCase());
    if (period?.id === 'custom') {
      menu.open();
      element.querySelector('input')?.focus();
      return null;
    }
    if (period) return address(state, period.id);
    if (key === 'x' && range.previous) return href(state, {compare: state.compare ? '' : '1'});
    const by = {ArrowLeft: -1, ArrowRight: 1}[key];
    const to = by && shifted(state, by, now());
    return to ? href(state, {...to, interval: ''}) : null;
  }

  return {element, update, shortcut};
}
