package io.tidemark.topology.store;

import java.util.concurrent.TimeUnit;

/**
 * How many rows a flush may write so that it takes about {@value #GOAL_MS} ms: nobody is answered
 * by a stream thread meanwhile, and a transaction must not outlast its time-out. What a row takes
 * is learnt from the flushes, since it differs tenfold between machines, and while Java is cold.
 * For the stream thread alone.
 */
final class FlushBudget {
  static final int GOAL_MS = 250;

  /**
   * Never less, and before anything was learnt, rows: each commit has costs of its own, and rows of
   * which every flush writes some again.
   */
  static final int LEAST_ROWS = 20_000;

  /** A flush of fewer rows says nothing of what a row takes. */
  private static final int TELLING_ROWS = 1_000;

  private static final double GOAL_NS = TimeUnit.MILLISECONDS.toNanos(GOAL_MS);

  /** The weight of what was known before beside a faster flush; a slower one weighs half. */
  private static final double INERTIA = 0.75;

  private double nsPerRow = GOAL_NS / LEAST_ROWS;
  private int rows = LEAST_ROWS;

  /** Takes note of a flush. */
  void took(int written, long durationNs) {
    if (written >= TELLING_ROWS) {
      double now = (double) durationNs / written;
      nsPerRow = now > nsPerRow ? (nsPerRow + now) / 2 : INERTIA * nsPerRow + (1 - INERTIA) * now;
      rows = (int) Math.max(LEAST_ROWS, Math.min(Integer.MAX_VALUE, GOAL_NS / nsPerRow));
    }
  }

  /** Rows the next flush may write, at least {@value #LEAST_ROWS}. */
  int rows() {
    return rows;
  }
}
