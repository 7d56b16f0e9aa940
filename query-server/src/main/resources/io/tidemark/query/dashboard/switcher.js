// Going to another site.

import {ask} from './api.js';
import {h, icon, ICONS, setText} from './dom.js';
import * as format from './format.js';
import {createMenu} from './menu.js';
import {href, read} from './state.js';

const MOST_SITES = 500;

/** The menu of sites. */
export function createSwitcher() {
  const label = h('span', {class: 'menu-label'});
  const menu = createMenu({className: 'sites', content: [label, icon(ICONS.down)], fill});

  async function fill(list) {
    const search = h('input', {
      type: 'search', placeholder: 'Find a site', 'aria-label': 'Find a site',
      autocomplete: 'off', spellcheck: 'false',
    });
    const names = h('ul', {});
    const all = h('li', {}, h('a', {href: './'}, 'All sites', h('kbd', {'aria-hidden': 'true'}, 'S')));
    list.replaceChildren(search, names);
    names.replaceChildren(all);
    let sites = [];
    try {
      ({sites} = await ask('sites', {limit: MOST_SITES}));
    } catch {
      names.append(h('li', {class: 'soft'}, 'The sites cannot be read now.'));
    }
    const show = () => {
      const wanted = search.value.trim().toLowerCase();
      names.replaceChildren(all, ...sites
          .filter(({site_id: name}) => name.toLowerCase().includes(wanted))
          .slice(0, 50).map(item));
    };
    search.addEventListener('input', show);
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') names.querySelectorAll('a')[wantedIndex()]?.click();
    });
    const wantedIndex = () => (search.value.trim() ? 1 : 0);
    show();
  }

  function item({site_id: site, views_today: views}) {
    const state = read();
    return h('li', {}, h('a', {
      href: href({...state, tabs: {}}, {site, filter: '', details: '', interval: ''}),
      'aria-current': state.site === site ? 'true' : null,
    }, h('span', {class: 'site-name'}, site),
    h('span', {class: 'soft num', title: 'Views today'}, format.short(views))));
  }

  return {
    element: menu.element,
    open: menu.open,
    update: (site) => setText(label, site || 'All sites'),
  };
}
