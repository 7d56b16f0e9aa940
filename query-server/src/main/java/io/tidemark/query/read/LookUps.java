package io.tidemark.query.read;

import java.util.function.LongConsumer;

/** The look-ups of exact counts that one query may still make. Not thread-safe. */
final class LookUps {
  /** Most exact look-ups to prove one ranking. */
  static final int MAX = 20_000;

  /** Most look-ups for the users of one ranking's rows. */
  static final int MAX_OF_USERS = 50_000;

  private final LongConsumer spent;
  private long left;

  /**
   * @param most how many may be made
   * @param spent is told of each number of look-ups made
   */
  LookUps(long most, LongConsumer spent) {
    this.left = most;
    this.spent = spent;
  }

  /** How many may still be made. */
  long left() {
    return left;
  }

  /** Takes that many, or none and answers false if then fewer than the reserve were left. */
  boolean take(int count, long reserve) {
    if (count > left - reserve) {
      return false;
    }
    left -= count;
    spent.accept(count);
    return true;
  }
}
