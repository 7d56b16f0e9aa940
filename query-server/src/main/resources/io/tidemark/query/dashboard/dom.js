// Elements in one line each, and changes to them that touch only what differs.

const SVG = 'http://www.w3.org/2000/svg';

function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** An element: h('a', {class: 'x', href: '?', onclick: f}, 'text', other). */
export const h = (tag, properties, ...children) =>
    build(document.createElement(tag), properties, children);

/** An element of a drawing. */
export const svg = (tag, properties, ...children) =>
    build(document.createElementNS(SVG, tag), properties, children);

/** Text for screen readers alone. */
export const hidden = (...text) => h('span', {class: 'sr'}, ...text);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute; null or false takes it away. */
export function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else {
    const text = value === true ? '' : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/**
 * Makes a parent's children those of some items, in their order: elements of items that stay are
 * kept, so that focus and hover stay too.
 */
export function keyed(parent, items, keyOf, create, update) {
  const before = parent.itemsByKey ?? new Map();
  const after = new Map();
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const element = before.get(key) ?? create(item);
    before.delete(key);
    after.set(key, element);
    update(element, item);
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(element, place);
    }
  }
  before.forEach((element) => element.remove());
  parent.itemsByKey = after;
}

/** A small drawing of 16 by 16, in the colour of the text. */
export const icon = (path, extra = {}) =>
    svg('svg', {viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true', ...extra},
        svg('path', {d: path}));

export const ICONS = {
  down: 'M4 6l4 4 4-4', left: 'M10 4l-4 4 4 4', right: 'M6 4l4 4-4 4', close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5L14 14',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10', check: 'M3.5 8.5l3 3 6-7',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9'
      + 'M11.9 11.9l.9.9M3.2 12.8l.9-.9M11.9 4.1l.9-.9',
  moon: 'M13 9.7A5.6 5.6 0 0 1 6.3 3a5.6 5.6 0 1 0 6.7 6.7z',
  auto: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 2.5v11M8 5h3.8M8 8h5.2M8 11h3.8',
  compare: 'M2 11l3.5-4 3 2.5L14 4M2 14h12', plus: 'M8 3v10M3 8h10',
};
