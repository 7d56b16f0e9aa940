// The start page: all sites, what each had today and in the days before.

import {ask} from './api.js';
import {h, hidden, keyed, set, setText} from './dom.js';
import * as format from './format.js';
import {createSiteForm} from './setup.js';
import {createSparkline} from './sparkline.js';
import {href} from './state.js';

const DAYS = 14;
const MOST_SITES = 60;
const PAUSE_MS = 2_000;

/** The page; it asks again and again while somebody looks. */
export function createOverview(notice) {
  const total = h('p', {class: 'lead'});
  const grid = h('ul', {class: 'site-grid'});
  const more = h('p', {class: 'soft'});
  const welcome = h('section', {class: 'setup'},
      h('h1', {}, 'Welcome to Tidemark'),
      h('p', {}, 'No events have arrived yet. Which site do you want to count?'),
      createSiteForm());
  const heading = h('h1', {}, 'All sites');
  const add = h('section', {class: 'add-site'}, h('h2', {}, 'Another site'), createSiteForm());
  const element = h('main', {id: 'main', tabindex: '-1', class: 'overview loading'},
      h('div', {class: 'overview-head'}, heading, total), grid, more, add, welcome);
  const stopped = new AbortController();
  let timer = 0;
  let isAsking = false;
  welcome.hidden = true;

  /** Asks, unless that is under way or nobody looks; then it goes on when somebody does. */
  async function load() {
    clearTimeout(timer);
    if (isAsking || document.hidden || stopped.signal.aborted) return;
    isAsking = true;
    try {
      show(await ask('sites', {days: DAYS, limit: MOST_SITES}, stopped.signal));
      notice.clear('sites');
      if (!document.hidden) timer = setTimeout(load, PAUSE_MS);
    } catch (error) {
      notice.show('sites', error, load);
    } finally {
      isAsking = false;
    }
  }

  function show({sites}) {
    element.classList.remove('loading');
    const isEmpty = sites.length === 0;
    for (const part of [heading.parentElement, grid, add]) part.hidden = isEmpty;
    welcome.hidden = !isEmpty;
    const views = sites.reduce((sum, site) => sum + site.views_today, 0);
    setText(total, `${format.number(views)} ${views === 1 ? 'view' : 'views'} today`);
    keyed(grid, sites, (site) => site.site_id, createTile, (tile, site) => tile.show(site));
    setText(more, sites.length === MOST_SITES
      ? `The ${MOST_SITES} busiest today. The switcher above finds the others.` : '');
  }

  document.addEventListener('visibilitychange', load);
  load();
  return {
    element,
    update: () => {},
    restyle: () => {},
    close() {
      stopped.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', load);
    },
  };
}

function createTile() {
  const name = h('span', {class: 'tile-name'});
  const views = h('span', {class: 'tile-value'});
  const unit = h('span', {class: 'soft'});
  const spark = createSparkline();
  const trend = hidden();
  const link = h('a', {class: 'tile'}, name, spark.element,
      h('span', {class: 'tile-foot'}, h('span', {}, views, ' ', unit), trend,
          h('span', {class: 'soft', 'aria-hidden': 'true'}, `${DAYS} days`)));
  const element = h('li', {}, link);
  element.show = (site) => {
    set(link, 'href', href({tabs: {}}, {site: site.site_id}));
    setText(name, site.site_id);
    setText(views, format.number(site.views_today));
    setText(unit, site.views_today === 1 ? 'view today' : 'views today');
    const daily = site.daily.map((each) => each.total_views);
    spark.update(daily);
    const sum = daily.reduce((left, right) => left + right, 0);
    setText(trend, `, ${format.number(sum)} in ${DAYS} days`);
  };
  return element;
}
