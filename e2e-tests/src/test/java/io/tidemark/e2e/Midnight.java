package io.tidemark.e2e;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** The end of the day in UTC, when visitors become others. */
final class Midnight {
  private static final Duration DAY = Duration.ofDays(1);

  /** Waits for the next day if less than that is left of this one. */
  static void keepAway(Duration least) throws InterruptedException {
    Duration left = left();
    while (left.compareTo(least) < 0) {
      System.out.println("The day ends in " + left.toSeconds() + " s; waiting for the next one");
      TimeUnit.MILLISECONDS.sleep(left.toMillis() + 1);
      left = left();
    }
  }

  private static Duration left() {
    return DAY.minusNanos(LocalTime.now(ZoneOffset.UTC).toNanoOfDay());
  }

  private Midnight() {}
}
