package io.tidemark.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Await {
  private static final long POLL_MS = 50;

  /**
   * Returns once the condition holds; what it throws counts as not yet.
   *
   * @throws AssertionError if it does not hold in time, with what was seen last
   */
  public static void until(Duration most, Callable<Boolean> condition, Supplier<String> seen)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new AssertionError("not within " + most.toSeconds() + " s: " + seen.get(), last);
  }

  private Await() {}
}
