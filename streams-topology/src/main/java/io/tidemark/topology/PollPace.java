package io.tidemark.topology;

import java.util.concurrent.TimeUnit;

/**
 * How long a stream thread waits before it polls again: while records come one after the other,
 * until so many have come that a poll is worth its price.
 *
 * <p>A fetch is answered as soon as there is one event, so under load a poll brings two dozen and
 * costs more than counting them. Therefore a poll that brought something, but {@link #FEW few}, is
 * followed by the next one {@link #PERIOD_NANOS} later; one that brought nothing, or many, at once.
 * For one thread.
 */
final class PollPace {
  /** After a poll that brought few the next one begins so much later, nanoseconds. */
  static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A poll that brings fewer records is not worth its price. */
  static final int FEW = 500;

  private boolean broughtFew;
  private long polledNanos;

  /** How long to wait before the next poll, nanoseconds; at most 0: not at all. */
  long waitNanos(long nowNanos) {
    return broughtFew ? polledNanos + PERIOD_NANOS - nowNanos : 0;
  }

  /** Takes note of what a poll brought. */
  void polled(int records, long nowNanos) {
    broughtFew = records > 0 && records < FEW;
    polledNanos = nowNanos;
  }
}
