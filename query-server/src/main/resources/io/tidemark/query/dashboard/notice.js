// What is wrong, in one quiet line; the figures stay.

import {h, setText} from './dom.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** The line. */
export function createNotice() {
  const text = h('p', {});
  const element = h('div', {class: 'notice', role: 'status'}, text);
  let waitMs = FIRST_WAIT_MS;
  let timer = 0;

  function say(words) {
    setText(text, words);
    element.classList.toggle('shown', words !== '');
  }

  return {
    element,

    /** All is well again. */
    clear() {
      clearTimeout(timer);
      waitMs = FIRST_WAIT_MS;
      say('');
    },

    /** Tells of an error; calls again in a while if that may help. */
    show(error, again) {
      if (error.name === 'AbortError') return;
      clearTimeout(timer);
      if (!error.away) {
        say(error.message);
        return;
      }
      say(error.code === 'unreachable'
        ? 'The server cannot be reached. Trying again …'
        : 'These statistics are not readable right now, as when they move to another server.'
          + ' Trying again …');
      timer = setTimeout(again, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    },
  };
}
