// Light, dark, or as the system has it.

import {h, icon, ICONS, set} from './dom.js';

const KEY = 'tidemark-theme';
const NEXT = {auto: 'light', light: 'dark', dark: 'auto'};
const NAMES = {auto: 'as the system', light: 'light', dark: 'dark'};

/** The button; `onChange` is called whenever colours change. */
export function createThemeToggle(onChange) {
  const element = h('button', {type: 'button', class: 'round'});

  function show() {
    const theme = document.documentElement.dataset.theme ?? 'auto';
    element.replaceChildren(icon({auto: ICONS.auto, light: ICONS.sun, dark: ICONS.moon}[theme]));
    const name = `Theme: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]]}`;
    set(element, 'aria-label', name);
    set(element, 'title', name);
  }

  element.addEventListener('click', () => {
    const next = NEXT[document.documentElement.dataset.theme ?? 'auto'];
    if (next === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      if (next === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // no storage: until the page is left
    }
    show();
    onChange();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
  show();
  return element;
}
