/*
 * Tidemark's tracker, as it is written. Browsers get tracker.min.js, which a test makes of this file;
 * docs/tracker.md tells how to use it. It is written to be small: its size has a limit.
 *
 * An event is written to localStorage, sent, and removed once the gateway has answered. One whose
 * answer nobody saw (offline, gateway away, page gone) is sent again later with the same event_id, so
 * it counts once. Each event has a key of its own, so that tabs cannot overwrite each other's.
 */
(() => {
  let { dataset: options, src } = document.currentScript;
  // The gateway writes its own address here where that is another one.
  let endpoint = new URL(options.api || 'event', src);
  let prefix = 'tidemark ' + endpoint + ' ';
  // More than the gateway takes to answer: a younger event may still be under way.
  let minAgeMs = 15e3;
  let waitMs = 2e4;
  // Less than the 24 hours within which the same event_id counts once.
  let maxAgeMs = 8e7;
  let maxKept = 99;
  let maxLength = 9e3;

  let on = addEventListener;
  // Calls before the page came into sight; 0 from then on.
  let early = (window.tidemark || 0).q || [];
  let ignored;
  // Events whose answer is awaited; where nothing may be stored they are kept as long as the page lives.
  let kept = {};
  let path; // of the last view
  let seenSince; // when the page came into sight; NaN while it is out of sight
  let referrer = document.referrer;
  let timer;

  try {
    ignored = localStorage.tidemark_ignore;
    if (options.retry != 'off') {
      kept = localStorage;
    }
  } catch (e) {
    // forbidden here
  }

  let keys = () => Object.keys(kept).filter(key => key.startsWith(prefix));

  /** Sends an event, and then does what is next if the gateway has answered for good. */
  let send = (key, body, next) =>
    fetch(endpoint, { method: 'POST', body, keepalive: true, credentials: 'omit' }).then(
      // Of the statuses from here on, 429 and 503 ask to come again.
      answer => answer.status < 429,
      () => 0
    ).then(isTaken =>
      isTaken
        ? (delete kept[key], next(1))
        : (timer = timer || setTimeout(resend, waitMs))
    );

  /** Sends the first of what was left, and so on, if this tab has the lock. */
  let sendKept = lock => {
    for (let key of lock ? keys() : []) {
      let time = parseInt(key.slice(prefix.length));
      let age = Date.now() - time;
      if (age > maxAgeMs) {
        delete kept[key];
      } else if (age > minAgeMs) {
        // With its time, for it counts when it happened.
        return send(key, '{"timestamp":' + time + ',' + kept[key].slice(1), sendKept);
      }
    }
  };

  /** Sends what was left, unless another tab is doing it. */
  let resend = () => {
    timer = 0;
    navigator.locks ? navigator.locks.request(prefix, { ifAvailable: true }, sendKept) : sendKept(1);
  };

  let record = (type, properties, of = location.pathname) => {
    let from;
    if (type == 'page_view') {
      reportEngagement();
      path = of;
      if (!referrer.startsWith(location.origin)) {
        from = referrer;
      }
      referrer = '';
    }
    try {
      of = decodeURI(of);
    } catch (e) {
      // as it is
    }
    let id = Date.now() + '-' + Math.random();
    let body = JSON.stringify({
      site_id: options.site,
      event_type: type,
      path: of + location.search,
      event_id: id,
      referrer: from,
      properties
    });
    try {
      if (keys().length < maxKept && body.length < maxLength) {
        kept[prefix + id] = body;
      }
    } catch (e) {
      // no room
    }
    send(prefix + id, body, resend);
  };

  /** A page's time in sight since the last report. */
  let reportEngagement = () => {
    let now = Date.now();
    let time = now - seenSince;
    if (time > 999 && options.engagement != 'off') {
      record('engagement', { engagement_time: time }, path);
    }
    seenSince = document.hidden ? NaN : now;
  };

  /** Records a view of another page than the last one, or of one that came back as it was left. */
  let view = event => {
    if (event.persisted || location.pathname != path) {
      record('page_view');
    }
  };

  let onClick = event => {
    // A link has an origin, and so has the window, which has no host.
    let link = event.composedPath().find(node => node.origin);
    if (link.host && event.button < 2) {
      let isFile =
        options.downloads != 'off' &&
        (link.hasAttribute('download') ||
          /\.(pdf|csv|(doc|xls|ppt)x?|zip|rar|[7g]z|exe|msi|dmg|deb|apk|mp[34])$/i.test(link.pathname));
      if (isFile || (link.host != location.host && options.outbound != 'off')) {
        record(isFile ? 'file_download' : 'outbound_link', { url: link.origin + link.pathname });
      }
    }
  };

  /** Begins, if the page is in sight: one that is prerendered may never be. */
  let start = () => {
    if (early && !document.hidden) {
      if (options.auto != 'off') {
        ['pushState', 'replaceState'].map(name => {
          let original = history[name];
          history[name] = (...call) => {
            original.apply(history, call);
            view(0);
          };
        });
        on('popstate', view);
        on('pageshow', view);
        view(0);
      }
      early.map(call => record(...call));
      early = 0;
      window.tidemark = record;
    }
  };

  let onVisibility = () => {
    // Not at once: a prerendered page is in sight a moment before its requests count as a person's.
    early ? setTimeout(start, 300) : reportEngagement();
  };

  window.tidemark = (...call) => early.push(call);
  if (
    location.host &&
    navigator.doNotTrack != 1 &&
    !navigator.globalPrivacyControl &&
    !ignored
  ) {
    on('visibilitychange', onVisibility);
    on('pagehide', reportEngagement);
    on('online', resend);
    on('click', onClick, true);
    on('auxclick', onClick, true);
    setTimeout(resend, waitMs);
    start();
  }
})();
