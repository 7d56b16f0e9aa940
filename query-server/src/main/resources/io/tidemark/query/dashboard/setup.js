// A site without events: what to put where, and waiting for the first of them.

import {h, setText} from './dom.js';
import {go} from './state.js';

/** Where browsers reach the gateway: as the server says, else as its own address suggests. */
export function gatewayUrl() {
  const told = document.querySelector('meta[name="tidemark-gateway"]')?.content ?? '';
  if (told.startsWith(':')) return `${location.protocol}//${location.hostname}${told}`;
  if (told) return told;
  return location.port === '3002'
    ? `${location.protocol}//${location.hostname}:3001`
    : location.origin;
}

function copyable(label, text) {
  const code = h('code', {}, text);
  const button = h('button', {type: 'button'}, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      setText(button, 'Copied');
    } catch {
      getSelection().selectAllChildren(code); // no clipboard without https: ready to be copied
      setText(button, 'Selected');
    }
    setTimeout(() => setText(button, 'Copy'), 2_000);
  });
  return h('div', {class: 'snippet'}, h('div', {class: 'snippet-head'}, label, button),
      h('pre', {tabindex: '0'}, code));
}

const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const shell = (text) => text.replaceAll("'", "'\\''");

/** What to do for a site that has no events. */
export function createSetup(site) {
  const gateway = gatewayUrl();
  const event = JSON.stringify({site_id: site, path: '/', user_id: 'me'});
  return h('section', {class: 'setup', 'aria-labelledby': 'setup-title'},
      h('h1', {id: 'setup-title'}, 'No events from ', h('span', {class: 'site-name'}, site), ' yet'),
      h('p', {class: 'waiting', role: 'status'}, h('span', {class: 'dot pulse'}),
          'Waiting for the first event …'),
      h('p', {}, 'Put this into the ', h('code', {}, '<head>'), ' of every page:'),
      copyable('HTML',
          `<script defer data-site="${attribute(site)}" src="${gateway}/tracker.js"></script>`),
      h('p', {}, 'Or send an event by hand. This page shows it the moment it arrives:'),
      copyable('Shell', `curl -X POST ${gateway}/event -H 'Content-Type: application/json' \\\n`
          + `  -d '${shell(event)}'`));
}

/** Naming a site to set up. */
export function createSiteForm() {
  const name = h('input', {
    type: 'text', required: true, maxlength: '255', placeholder: 'example.com', autocomplete: 'off',
    spellcheck: 'false', 'aria-label': 'Name of the site',
  });
  return h('form', {
    class: 'new-site',
    onsubmit: (event) => {
      event.preventDefault();
      go({site: name.value.trim()});
    },
  }, name, h('button', {type: 'submit'}, 'Set up'));
}
