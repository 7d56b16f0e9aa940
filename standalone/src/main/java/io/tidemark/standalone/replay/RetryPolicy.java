package io.tidemark.standalone.replay;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a batch is sent again.
 *
 * @param first the wait after the first failure; doubled after each further one
 * @param longest no wait is longer, unless the gateway asks for more
 * @param giveUp how long one batch is tried before the replay stops
 */
public record RetryPolicy(Duration first, Duration longest, Duration giveUp) {
  private static final int MAX_DOUBLINGS = 16;

  /** A fifth of a second, doubled up to ten seconds. */
  public static RetryPolicy givingUpAfter(Duration giveUp) {
    return new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(10), giveUp);
  }

  /**
   * The wait after the so-manieth failure, counted from 0, with up to a quarter of it at random, so
   * that several senders do not come back together.
   *
   * @param asked what the gateway asked for
   */
  Duration pause(int failures, Duration asked) {
    Duration backOff = first.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration wait = backOff.compareTo(longest) > 0 ? longest : backOff;
    Duration chosen = wait.compareTo(asked) > 0 ? wait : asked;
    long spread = chosen.toNanos() / 4 + 1;
    return chosen.plusNanos(ThreadLocalRandom.current().nextLong(spread));
  }
}
