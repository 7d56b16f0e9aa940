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

  // A page that was left may be kept for the way back, and its connection with it: six of them,
  // and the browser asks this server nothing more.
  document.addEventListener('visibilitychange', looked);
  addEventListener('pagehide', release);
  addEventListener('pageshow', looked);
  open();
  return () => {
    closed = true;
    document.removeEventListener('visibilitychange', looked);
    removeEventListener('pagehide', release);
    removeEventListener('pageshow', looked);
    release();
  };
}

/**
 * Calls at once; while a call is going on, and for a while after it began, what comes is put
 * together into one more call.
 */
export function throttled(call, pauseMs) {
  let busy = false;
  let again = false;
  let stopped = false;
  async function run() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    await Promise.all([call(), new Promise((resolve) => setTimeout(resolve, pauseMs))]);
    busy = false;
    if (again && !stopped) {
      again = false;
      run();
    }
  }
  run.stop = () => {
    stopped = true;
  };
  return run;
}
