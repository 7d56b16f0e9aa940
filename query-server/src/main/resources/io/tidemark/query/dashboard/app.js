// Begins here: one page per state's site, and the keys that work everywhere.

import {now} from './api.js';
import {loadLibrary} from './chart.js';
import {createOverview} from './overview.js';
import {resolve} from './period.js';
import {createShell} from './shell.js';
import {createSite} from './site.js';
import * as states from './state.js';

let page = null;
let site = null;
let state = states.read();
const shell = createShell(() => page?.restyle());

states.onChange((next) => {
  state = next;
  if (next.site !== site) {
    page?.close();
    shell.notice.clear();
    shell.frame(next);
    site = next.site;
    page = site ? createSite(site, shell) : createOverview(shell.notice);
    document.getElementById('main').replaceWith(page.element);
    scrollTo(0, 0);
  }
  page.update(next);
});

addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, select, textarea');
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (isTyping || isModified || event.defaultPrevented || document.querySelector('dialog[open]')) {
    return;
  }
  if (event.key === 's' || event.key === '/') {
    event.preventDefault();
    shell.switcher.open();
  } else if (site) {
    const address = shell.picker.shortcut(event.key, state, resolve(state, now(), null));
    if (address) states.visit(address);
    if (address || event.key.toLowerCase() === 'c') event.preventDefault();
  }
});

states.start();
if (site) loadLibrary().catch(() => {});
