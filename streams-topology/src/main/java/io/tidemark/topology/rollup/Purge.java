package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Deletes the bucket rows of a site's removed generations, bucket by bucket, for a site's rows of
 * different buckets do not stand together. It keeps its place between the steps; one that begins
 * anew finds less to do. For the stream thread alone.
 */
final class Purge {
  /** Most rows deleted by one step. */
  static final int STEP_ROWS = 10_000;

  /** Most ranges looked at by one step. */
  private static final int STEP_RANGES = 2_000;

  private static final Level[] LEVELS = Level.values();

  private final Rows rows;
  private final Retention retention;
  private final RemovalRow removal;
  private final List<byte[]> names = new ArrayList<>();
  private int level;
  private int name;
  private long startMs;

  Purge(Rows rows, Retention retention, String siteId, RemovalRow removal) {
    this.rows = rows;
    this.retention = retention;
    this.removal = removal;
    for (long generation = removal.purged(); generation < removal.generation(); generation++) {
      names.add(RemovalRow.name(siteId, generation).getBytes(StandardCharsets.UTF_8));
    }
    this.level = removal.newestMs() < 0 ? LEVELS.length : 0;
    this.startMs = level < LEVELS.length ? firstOf(LEVELS[level]) : 0;
  }

  /** Deletes the next rows; true: there are no more. */
  boolean step(Rows.Batch batch) {
    int left = STEP_ROWS;
    for (int range = 0; range < STEP_RANGES && level < LEVELS.length; range++) {
      left -= delete(batch, left);
      if (left == 0) {
        return false;
      }
      next();
    }
    return level == LEVELS.length;
  }

  /** Deletes rows of the bucket where it stands; gives back how many, at most {@code limit}. */
  private int delete(Rows.Batch batch, int limit) {
    byte[] from = RowKeys.bucket(LEVELS[level], startMs, names.get(name));
    byte[] to = from.clone();
    to[to.length - 1]++;
    int deleted = 0;
    try (Rows.Cursor cursor = rows.scan(from, to)) {
      while (deleted < limit && cursor.next()) {
        batch.delete(Arrays.copyOf(cursor.key(), cursor.key().length));
        deleted++;
      }
    }
    return deleted;
  }

  private void next() {
    if (++name < names.size()) {
      return;
    }
    name = 0;
    long next = nextOf(LEVELS[level], startMs);
    if (next <= removal.newestMs()) {
      startMs = next;
    } else if (++level < LEVELS.length) {
      startMs = firstOf(LEVELS[level]);
    }
  }

  /** The first bucket that may have rows; what expired before is {@link Expiry}'s. */
  private long firstOf(Level of) {
    if (of == Level.ALL) {
      return 0;
    }
    long kept = retention.keptMs(of);
    long oldest = removal.oldestMs();
    if (kept < removal.removedMs()) {
      oldest = Math.max(oldest, removal.removedMs() - kept);
    }
    return MinuteRows.startOfRows(of, oldest);
  }

  private static long nextOf(Level of, long startMs) {
    return switch (of) {
      case MINUTE -> startMs + 60_000L;
      case HOUR -> startMs + 3_600_000L;
      case DAY -> startMs + 86_400_000L;
      case ALL -> Long.MAX_VALUE;
    };
  }
}
