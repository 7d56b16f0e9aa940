package io.tidemark.topology.rollup;

/** How much a flush would write, about. For the stream thread alone. */
final class Dirty {
  /** Bytes of a row apart from its value's text, about. */
  private static final int ROW_BYTES = 96;

  private int rows;
  private long bytes;

  int rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }

  /** More rows have changed. */
  void add(int more, int textBytes) {
    rows += more;
    bytes += more * (long) (ROW_BYTES + textBytes);
  }

  void clear() {
    rows = 0;
    bytes = 0;
  }
}
