package io.tidemark.standalone.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps a rate by waiting before each batch. For one thread. */
public final class Pace {
  private static final int BATCHES_PER_SECOND = 10;

  private final double eventsPerSecond;
  private long due;

  /**
   * A rate from now on.
   *
   * @param eventsPerSecond 0: no limit
   * @param now of {@link System#nanoTime}
   */
  public Pace(double eventsPerSecond, long now) {
    this.eventsPerSecond = eventsPerSecond;
    this.due = now;
  }

  /** A batch size at which the rate is even: about ten batches a second. */
  public int batch(int most) {
    if (eventsPerSecond <= 0) {
      return most;
    }
    return (int) Math.max(1, Math.min(most, eventsPerSecond / BATCHES_PER_SECOND));
  }

  /** Waits until so many events may go. */
  public void waitFor(int events) throws InterruptedException {
    if (eventsPerSecond <= 0) {
      return;
    }
    long wait = due - System.nanoTime();
    while (wait > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(wait);
      wait = due - System.nanoTime();
    }
    double seconds = events / eventsPerSecond;
    due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
    due += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
