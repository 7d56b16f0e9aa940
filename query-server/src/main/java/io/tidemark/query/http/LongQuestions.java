package io.tidemark.query.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns for questions over many rows: so many are answered at once, so many wait for a moment, and
 * all others are refused at once. Thread-safe.
 */
final class LongQuestions {
  private final Semaphore turns = new Semaphore(HttpLimits.LONG_QUESTIONS);
  private final Semaphore waiting = new Semaphore(HttpLimits.LONG_QUESTIONS_WAITING);

  /**
   * Waits for a turn, which is to be given back.
   *
   * @throws HttpRefusal if there is none for now
   */
  void begin() throws InterruptedException {
    if (!turns.tryAcquire() && !waitForTurn()) {
      throw new HttpRefusal(
          503,
          "unavailable",
          null,
          "too many long questions are being answered; try again in a moment");
    }
  }

  /** Gives a turn back. */
  void end() {
    turns.release();
  }

  private boolean waitForTurn() throws InterruptedException {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return turns.tryAcquire(HttpLimits.LONG_QUESTION_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      waiting.release();
    }
  }
}
