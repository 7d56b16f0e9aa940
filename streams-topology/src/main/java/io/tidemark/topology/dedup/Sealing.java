package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A full table on its way into a segment, a few pages a flush; it answers until it is there. Not
 * thread-safe.
 */
final class Sealing {
  private final IdTable table;
  private final SegmentWriter writer;
  private final long oldest;
  private final IdList page = new IdList();
  private int slot;

  /**
   * Starts.
   *
   * @param oldest what arrived before this second is left out
   */
  Sealing(IdTable table, SegmentWriter writer, long oldest) {
    this.table = table;
    this.writer = writer;
    this.oldest = oldest;
  }

  /** Arrival of an id, seconds since the epoch; {@link IdTable#NEVER} if it is not here. */
  long arrival(long hash, long tail) {
    return table.arrival(hash, tail);
  }

  /**
   * Writes further pages.
   *
   * @param ids about so many ids of them
   * @return the segment, once all is written
   */
  @Nullable Sealed advance(int ids, Rows.Batch batch) {
    int left = ids;
    while (slot < table.slots()) {
      if (left <= 0) {
        return null;
      }
      left -= nextPage(batch);
    }
    return writer.finish(batch);
  }

  /** Reads the table from the page's first slot to the next page's; returns the ids looked at. */
  private int nextPage(Rows.Batch batch) {
    page.clear(SegmentWriter.MOST_IDS_PER_ROW);
    int prefix = -1;
    int looked = 0;
    for (; slot < table.slots(); slot++) {
      long hash = table.hashAt(slot);
      if (hash == 0) {
        continue;
      }
      int next = Segment.prefix(hash, writer.prefixBits());
      if (prefix < 0) {
        prefix = next;
      } else if (next != prefix) {
        break;
      }
      looked++;
      if (table.arrivalAt(slot) >= oldest) {
        page.add(hash, table.tailAt(slot), table.arrivalAt(slot));
      }
    }
    if (page.size() > 0) {
      writer.page(prefix, page, batch);
    }
    return looked;
  }
}
