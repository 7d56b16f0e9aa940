package io.tidemark.topology.rollup;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much a flush would write, about. Changed by the stream thread alone, for any to read. */
final class Dirty {
  /** Bytes of a row apart from its value's text, about. */
  private static final int ROW_BYTES = 96;

  // Released instead of set: as cheap as a plain field, and seen by others in time.
  private final AtomicInteger rows = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Events since the last flush; for the stream thread. */
  private long events;

  int rows() {
    return rows.getAcquire();
  }

  long bytes() {
    return bytes.getAcquire();
  }

  long events() {
    return events;
  }

  /** One event more is counted. */
  void addEvent() {
    events++;
  }

  /** More rows have changed. */
  void add(int more, int textBytes) {
    rows.setRelease(rows.getPlain() + more);
    bytes.setRelease(bytes.getPlain() + more * (long) (ROW_BYTES + textBytes));
  }

  void clear() {
    rows.setRelease(0);
    bytes.setRelease(0);
    events = 0;
  }
}
