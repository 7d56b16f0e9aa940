// A button with a list that opens below it.

import {h, set} from './dom.js';

const ITEMS = 'a[href], button:not([disabled]), input';

/** A menu; `fill` is called with its list each time it opens. */
export function createMenu({label, className = '', content, fill}) {
  const list = h('div', {class: 'menu-list'});
  const button = h('button', {
    type: 'button', class: 'menu-button', 'aria-expanded': 'false', 'aria-haspopup': 'true',
  }, content);
  if (label) set(button, 'aria-label', label);
  const element = h('div', {class: `menu ${className}`}, button, list);
  list.hidden = true;

  function open() {
    if (!list.hidden) return;
    fill(list);
    list.hidden = false;
    set(button, 'aria-expanded', 'true');
    document.addEventListener('pointerdown', outside, true);
    (list.querySelector('input') ?? list.querySelector('[aria-current]')
        ?? list.querySelector(ITEMS))?.focus();
  }

  function close({focus = true} = {}) {
    if (list.hidden) return;
    list.hidden = true;
    set(button, 'aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    if (focus) button.focus();
  }

  function outside(event) {
    if (!element.contains(event.target)) close({focus: false});
  }

  function move(by) {
    const items = [...list.querySelectorAll(ITEMS)];
    const at = items.indexOf(document.activeElement);
    items[(at + by + items.length) % items.length]?.focus();
  }

  button.addEventListener('click', () => (list.hidden ? open() : close()));
  element.addEventListener('keydown', (event) => {
    const isDate = event.target.type === 'date';
    if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isDate) {
      event.preventDefault();
      if (list.hidden) open();
      else move(event.key === 'ArrowDown' ? 1 : -1);
    }
  });
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !element.contains(event.relatedTarget)) close({focus: false});
  });
  list.addEventListener('click', (event) => event.target.closest('a[href]') && close());
  return {element, button, open, close};
}
