package io.tidemark.benchmarks.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Waits for conditions, not for ever. */
public final class Wait {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Wait() {}

  /**
   * Looks each {@code everyMs} milliseconds until it is so.
   *
   * @param what for the message
   * @throws IllegalStateException it is still not so after three minutes
   */
  public static void until(String what, long everyMs, Callable<Boolean> condition)
      throws Exception {
    until(what, everyMs, () -> 0, condition);
  }

  /**
   * As {@link #until(String, long, Callable)}, but three minutes without progress.
   *
   * @param progress a number that grows while there is some
   */
  public static void until(
      String what, long everyMs, LongSupplier progress, Callable<Boolean> condition)
      throws Exception {
    long before = progress.getAsLong();
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      long now = progress.getAsLong();
      if (now != before) {
        before = now;
        deadlineNs = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadlineNs) {
        throw new IllegalStateException(
            "waited for " + what + "; no progress in " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(everyMs);
    }
  }
}
