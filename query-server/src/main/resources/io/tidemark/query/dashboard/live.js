// The figures of now, pushed by the server; connects again when the connection is lost.

import {address} from './api.js';

const HIDDEN_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Follows a site until closed. `onFigures` gets each answer, `onStatus` 'live' or 'away'.
 * A page that nobody has looked at for a while gives its connection back.
 */
export function follow(site, parameters, onFigures, onStatus) {
  let source = null;
  let waitMs = FIRST_WAIT_MS;
  let timer = 0;
  let closed = false;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(address('stats/live', {site_id: site, ...parameters}));
    source.onmessage = (event) => {
      waitMs = FIRST_WAIT_MS;
      onStatus('live');
      onFigures(JSON.parse(event.data));
    };
    source.onerror = () => {
      source.close();
      source = null;
      onStatus('away');
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
  }

  function release() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function looked() {
    clearTimeout(timer);
    if (document.hidden) {
      timer = setTimeout(release, HIDDEN_MS);
    } else if (!source && !closed) {
      open();
    }
  }

  document.addEventListener('visibilitychange', looked);
  open();
  return () => {
    closed = true;
    document.removeEventListener('visibilitychange', looked);
    release();
  };
}

/** Calls at once, then at most once in a while, and a last time for what came meanwhile. */
export function throttled(call, pauseMs) {
  let timer = 0;
  let again = false;
  const run = () => {
    if (timer) {
      again = true;
      return;
    }
    call();
    timer = setTimeout(() => {
      timer = 0;
      if (again) {
        again = false;
        run();
      }
    }, pauseMs);
  };
  run.stop = () => {
    clearTimeout(timer);
    timer = 0;
    again = false;
  };
  return run;
}
