// What is wrong, in one quiet line; the figures stay.

import {h, setText} from './dom.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

function wordsFor({away, code, message}) {
  if (!away) return message;
  return code === 'unreachable'
    ? 'The server cannot be reached. Trying again …'
    : 'These statistics are not readable right now, as when they move to another server.'
      + ' Trying again …';
}

/** The line. */
export function createNotice() {
  const text = h('p', {});
  const element = h('div', {class: 'notice', role: 'status'}, text);
  const failing = new Map(); // what failed, and what was said of it
  let waitMs = FIRST_WAIT_MS;
  let timer = 0;

  function say(words) {
    setText(text, words);
    element.classList.toggle('shown', words !== '');
  }

  return {
    element,

    /** A part works (again); without a part, all. */
    clear(part) {
      if (part === undefined) failing.clear();
      else failing.delete(part);
      if (failing.size > 0) return;
      clearTimeout(timer);
      timer = 0;
      waitMs = FIRST_WAIT_MS;
      say('');
    },

    /** Tells of a part's error; calls again in a while if that may help. */
    show(part, error, again) {
      if (error.name === 'AbortError') return;
      failing.set(part, error);
      say(wordsFor(error));
      if (!error.away || timer) return;
      timer = setTimeout(() => {
        timer = 0;
        again();
      }, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    },
  };
}
