package io.tidemark.query.route;

import java.time.Clock;
import java.time.Duration;

/**
 * Whether one peer is worth asking. Thread-safe.
 *
 * <pre>
 * CLOSED ──silent──▶ OPEN ──after a pause, one question──▶ PROBING ──answered──▶ CLOSED
 *                     ▲                                      │
 *                     └───────── silent: twice the pause ────┘
 * </pre>
 *
 * One silence opens it: a question costs a time-out, and a standby answers meanwhile.
 */
final class Breaker {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  /** What it does with questions. */
  enum State {
    CLOSED,
    OPEN,
    PROBING
  }

  private final Clock clock;
  private State state = State.CLOSED;
  private long pauseMs = FIRST_PAUSE.toMillis();
  private long openUntilMs;

  Breaker(Clock clock) {
    this.clock = clock;
  }

  /** Whether to ask now; who does must tell what came of it. */
  synchronized boolean tryPass() {
    if (state == State.OPEN && clock.millis() >= openUntilMs) {
      state = State.PROBING;
      return true;
    }
    return state == State.CLOSED;
  }

  /** The peer is alive. */
  synchronized void answered() {
    state = State.CLOSED;
    pauseMs = FIRST_PAUSE.toMillis();
  }

  /**
   * The peer was silent.
   *
   * @return whether this opened it
   */
  synchronized boolean silent() {
    if (state == State.OPEN) {
      return false; // asked before it opened
    }
    if (state == State.PROBING) {
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE.toMillis());
    }
    state = State.OPEN;
    openUntilMs = clock.millis() + pauseMs;
    return true;
  }

  /** The question never left: the next one may. */
  synchronized void notAsked() {
    if (state == State.PROBING) {
      state = State.OPEN;
    }
  }

  synchronized State state() {
    return state;
  }
}
