package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import org.jspecify.annotations.Nullable;

/** Writes a new segment page by page, in the order of their prefixes. Not thread-safe. */
final class SegmentWriter {
  /** Most ids in one row of a page; so a row never exceeds 96 KiB. */
  static final int MOST_IDS_PER_ROW = 4_096;

  private final int number;
  private final int level;
  private final int prefixBits;
  private final long endOfBlocks;
  private final @Nullable BloomFilter filter;
  private int slicesWritten;
  private long ids;
  private long oldest = Long.MAX_VALUE;
  private long newest;

  SegmentWriter(
      int number, int level, int prefixBits, long endOfBlocks, @Nullable BloomFilter filter) {
    this.number = number;
    this.level = level;
    this.prefixBits = prefixBits;
    this.endOfBlocks = endOfBlocks;
    this.filter = filter;
  }

  int prefixBits() {
    return prefixBits;
  }

  /** Size of the filter that is being filled. */
  long filterBytes() {
    return filter == null ? 0 : filter.bytes();
  }

  /** Writes a page; the next one's prefix must be higher. */
  void page(int prefix, IdList page, Rows.Batch batch) {
    page.sortByArrival(0, page.size());
    int part = 0;
    for (int from = 0; from < page.size(); from += MOST_IDS_PER_ROW) {
      int to = Math.min(page.size(), from + MOST_IDS_PER_ROW);
      batch.put(SeenKeys.page(number, prefix, part++), IdRow.write(page, from, to));
    }
    for (int i = 0; i < page.size(); i++) {
      long arrival = page.arrival(i);
      oldest = Math.min(oldest, arrival);
      newest = Math.max(newest, arrival);
      if (filter != null) {
        filter.add(page.hash(i), page.tail(i));
      }
    }
    ids += page.size();
    if (filter != null && prefixBits > 0) {
      // The lowest hash of the next page; behind the last page it is 0, and finish() writes.
      long next = (prefix + 1L) << (64 - prefixBits);
      slices(filter, filter.line(next) / BloomFilter.SLICE_LINES, batch);
    }
  }

  /** Writes what is left and, last of all, that the segment is there. */
  Sealed finish(Rows.Batch batch) {
    if (filter != null) {
      slices(filter, filter.slices(), batch);
    }
    Segment segment =
        new Segment(
            number,
            level,
            prefixBits,
            Math.min(oldest, newest),
            newest,
            ids,
            endOfBlocks,
            filter == null ? 0 : filter.lines());
    batch.put(SeenKeys.segment(number), segment.row());
    return new Sealed(segment, filter);
  }

  private void slices(BloomFilter full, int to, Rows.Batch batch) {
    for (; slicesWritten < to; slicesWritten++) {
      batch.put(SeenKeys.filter(number, slicesWritten), full.slice(slicesWritten));
    }
  }
}
