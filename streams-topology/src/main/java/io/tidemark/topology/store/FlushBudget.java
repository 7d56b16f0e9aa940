package io.tidemark.topology.store;

import java.util.concurrent.TimeUnit;

/**
 * When so much has changed that it should be written: a flush is to take about {@value #GOAL_MS}
 * ms, for nothing is counted meanwhile, and a transaction must not outlast its time-out. What a row
 * takes is learnt from the flushes, since it differs tenfold between machines, and while Java is
 * cold. For the stream thread alone.
 *
 * <p>A row is written once however many events changed it. Where events change fewer rows than
 * there are events, as those of a few hundred sites do, waiting saves rows, and a flush may be
 * {@value #PATIENCE} times as long; where each event has rows of its own it would only be longer.
 */
final class FlushBudget {
  static final int GOAL_MS = 250;

  /**
   * Never less, and before anything was learnt, rows: each commit has costs of its own, and rows of
   * which every flush writes some again.
   */
  static final int LEAST_ROWS = 20_000;

  /** How many times as long a flush may take if that saves rows. */
  static final int PATIENCE = 3;

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

  /** Rows that are written in time, at least {@value #LEAST_ROWS}. */
  int rows() {
    return rows;
  }

  /**
   * Whether so much has changed that it should be written.
   *
   * @param changed rows changed since the last flush
   * @param events events that changed them
   */
  boolean isSpent(int changed, long events) {
    return changed >= rows && (changed >= events || changed / PATIENCE >= rows);
  }
}
