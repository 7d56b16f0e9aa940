package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.StoredFormatException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the topic {@code events} is counted, in memory above its row, version 1; * = varint. The
 * stream thread writes, any thread reads. A standby has the row, and so knows its age.
 *
 * <pre>
 *   | 1 | offset of the next record * |
 * </pre>
 */
final class Progress {
  private static final int VERSION = 1;
  private static final long NOT_MOVED = -1;

  private final Rows rows;
  private final AtomicLong countedTo = new AtomicLong(NOT_MOVED);
  private long written = NOT_MOVED;

  Progress(Rows rows) {
    this.rows = rows;
  }

  /** All before this offset is counted. */
  void moved(long offset) {
    countedTo.lazySet(offset);
  }

  long countedTo() {
    long live = countedTo.get();
    if (live != NOT_MOVED) {
      return live;
    }
    byte[] row = rows.get(RowKeys.progress());
    return row == null ? 0 : read(row);
  }

  /** To be called last: who sees this row sees all others of the batch. */
  void write(Rows.Batch batch) {
    long now = countedTo.get();
    if (now != written) {
      batch.put(RowKeys.progress(), new RowWriter().u8(VERSION).varint(now).toBytes());
      written = now;
    }
  }

  private static long read(byte[] row) {
    RowReader in = new RowReader(row);
    int version = in.u8();
    if (version != VERSION) {
      throw new StoredFormatException("a progress row", version, VERSION);
    }
    return in.varint();
  }
}
