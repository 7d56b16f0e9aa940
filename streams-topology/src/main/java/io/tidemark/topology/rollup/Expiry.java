package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.util.List;

/**
 * Deletes the rows of expired buckets in bounded steps: one contiguous range a level, at most
 * {@value #STEP_ROWS} rows a flush, beginning again each time another {@value #STEPS}th of the
 * retention has passed.
 */
final class Expiry {
  private static final int STEP_ROWS = 10_000;
  private static final int STEPS = 64;

  private final Rows rows;
  private final List<LevelExpiry> levels;

  Expiry(Rows rows, Retention retention) {
    this.rows = rows;
    this.levels =
        List.of(
            new LevelExpiry(Level.MINUTE, retention.minuteMs()),
            new LevelExpiry(Level.HOUR, retention.hourMs()));
  }

  /** Whether buckets have expired since the last {@link #write}. */
  boolean isDue(long arrivalMs) {
    return levels.stream().anyMatch(level -> level.isDue(arrivalMs));
  }

  /** Deletes the next rows that expired before this arrival time. */
  void write(Rows.Batch batch, long arrivalMs) {
    levels.forEach(level -> level.write(batch, arrivalMs));
  }

  private final class LevelExpiry {
    private final Level level;
    private final long keptMs;
    private byte[] next;
    private long doneMs;

    LevelExpiry(Level level, long keptMs) {
      this.level = level;
      this.keptMs = keptMs;
      this.next = RowKeys.levelFrom(level, 0);
    }

    boolean isDue(long arrivalMs) {
      return arrivalMs - keptMs - doneMs > keptMs / STEPS;
    }

    void write(Rows.Batch batch, long arrivalMs) {
      if (!isDue(arrivalMs)) {
        return;
      }
      long cutoffMs = MinuteRows.startOfRows(level, arrivalMs - keptMs);
      try (Rows.Cursor cursor = rows.scan(next, RowKeys.levelFrom(level, cutoffMs))) {
        for (int i = 0; i < STEP_ROWS; i++) {
          if (!cursor.next()) {
            doneMs = arrivalMs - keptMs;
            return;
          }
          next = cursor.key();
          batch.delete(next);
        }
      }
    }
  }
}
