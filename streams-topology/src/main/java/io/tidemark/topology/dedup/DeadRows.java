package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import java.util.ArrayDeque;
import java.util.Deque;

/** Rows of segments that are no more, deleted a few a flush. Not thread-safe. */
final class DeadRows {
  private final Rows rows;
  private final Deque<Range> ranges = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Range(byte[] from, byte[] to) {}

  DeadRows(Rows rows) {
    this.rows = rows;
  }

  /** A segment's pages and filter are to go. */
  void add(int segment) {
    add(SeenKeys.PAGE, segment);
    add(SeenKeys.FILTER, segment);
  }

  /** A segment's rows of a kind are to go. */
  void add(byte kind, int segment) {
    ranges.add(new Range(SeenKeys.ofSegment(kind, segment), SeenKeys.ofSegment(kind, segment + 1)));
  }

  /** Deletes at most so many rows. */
  void delete(int most, Rows.Batch batch) {
    int left = most;
    while (left > 0 && !ranges.isEmpty()) {
      left = delete(ranges.remove(), left, batch);
    }
  }

  private int delete(Range range, int most, Rows.Batch batch) {
    try (Rows.Cursor cursor = rows.scan(range.from(), range.to())) {
      int left = most;
      for (; cursor.next(); left--) {
        if (left == 0) {
          ranges.addFirst(new Range(cursor.key(), range.to()));
          return 0;
        }
        batch.delete(cursor.key());
      }
      return left;
    }
  }
}
