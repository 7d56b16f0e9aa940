package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.StoredFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was carried over from the generation before, because the log no longer has all of it,
 * version 1; * = varint.
 *
 * <pre>
 *   | 1 | cut in minutes* | n* | n × offset* |
 * </pre>
 *
 * <p>A day that starts before the cut is carried over as that generation had it; the quality of a
 * site too. What the log still has of such a day was in it, if its offset is below the bound.
 *
 * @param cutMs a whole minute; days that start at it or later are wholly in the log
 * @param bounds up to where that generation had counted each partition of {@code events}
 */
record Carry(long cutMs, List<Long> bounds) {
  private static final int VERSION = 1;

  byte[] toBytes() {
    RowWriter row = new RowWriter().u8(VERSION).varint(cutMs / 60_000).varint(bounds.size());
    bounds.forEach(row::varint);
    return row.toBytes();
  }

  static Carry read(byte[] bytes) {
    RowReader in = new RowReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new StoredFormatException("the row of what was carried over", version, VERSION);
    }
    long cutMs = in.varint() * 60_000;
    List<Long> bounds = new ArrayList<>();
    for (long n = in.varint(); n > 0; n--) {
      bounds.add(in.varint());
    }
    return new Carry(cutMs, bounds);
  }
}
