package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A segment that can be asked.
 *
 * @param filter null: every question goes to a page
 */
record Sealed(Segment segment, @Nullable BloomFilter filter) {

  /** A segment that is in the rows; with its filter, or without. */
  static Sealed load(Segment segment, boolean withFilter, Rows rows) {
    if (!withFilter || segment.filterLines() == 0) {
      return new Sealed(segment, null);
    }
    BloomFilter filter = BloomFilter.withLines(segment.filterLines());
    for (int slice = 0; slice < filter.slices(); slice++) {
      byte[] row = rows.get(SeenKeys.filter(segment.number(), slice));
      if (row == null) {
        throw new IllegalStateException(
            "slice %d of the filter of segment %d of event ids is missing; %s"
                .formatted(slice, segment.number(), "delete this store's state to restore it"));
      }
      filter.slice(slice, row);
    }
    return new Sealed(segment, filter);
  }

  long filterBytes() {
    return filter == null ? 0 : filter.bytes();
  }

  Sealed withoutFilter() {
    return new Sealed(segment, null);
  }

  /** Last arrival of an id, seconds; {@link IdTable#NEVER} if it is not here. */
  long arrival(long hash, long tail, Rows rows) {
    if (filter != null && !filter.mayHave(hash, tail)) {
      return IdTable.NEVER;
    }
    long found = IdTable.NEVER;
    int prefix = Segment.prefix(hash, segment.prefixBits());
    byte[] row = rows.get(SeenKeys.page(segment.number(), prefix, 0));
    for (int part = 1; row != null; part++) {
      found = Math.max(found, IdRow.arrival(row, hash, tail));
      row = mayGoOn(row) ? rows.get(SeenKeys.page(segment.number(), prefix, part)) : null;
    }
    return found;
  }

  /** Adds all ids of a page to a list. */
  void page(int prefix, Rows rows, IdList into) {
    byte[] row = rows.get(SeenKeys.page(segment.number(), prefix, 0));
    for (int part = 1; row != null; part++) {
      IdRow.read(row, into);
      row = mayGoOn(row) ? rows.get(SeenKeys.page(segment.number(), prefix, part)) : null;
    }
  }

  private static boolean mayGoOn(byte[] row) {
    return IdRow.mayHave(row, SegmentWriter.MOST_IDS_PER_ROW);
  }
}
