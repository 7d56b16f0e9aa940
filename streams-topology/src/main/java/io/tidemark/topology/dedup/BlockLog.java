package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import java.util.function.Consumer;

/**
 * The blocks: new ids as they came, a few rows a flush, until they are sealed or expire. Not
 * thread-safe.
 */
final class BlockLog {
  private final Rows rows;
  private final int idsPerBlock;
  private long first;
  private long next;
  private long endOfSealed;

  /** The first block's last arrival, or earlier; it is not looked at before that expires. */
  private long firstExpires = Long.MIN_VALUE;

  /**
   * The blocks that are in the rows.
   *
   * @param endOfSealed blocks before this one are in segments
   */
  BlockLog(Rows rows, int idsPerBlock, long endOfSealed) {
    this.rows = rows;
    this.idsPerBlock = idsPerBlock;
    this.endOfSealed = endOfSealed;
    this.next = endOfSealed;
  }

  /** Reads all that is not sealed, block by block. */
  void load(Consumer<IdList> each) {
    IdList ids = new IdList();
    byte[] end = SeenKeys.ofKind(SeenKeys.BLOCK + 1);
    try (Rows.Cursor cursor = rows.scan(SeenKeys.block(endOfSealed), end)) {
      while (cursor.next()) {
        next = SeenKeys.blockOf(cursor.key()) + 1;
        ids.clear(idsPerBlock);
        IdRow.read(cursor.value(), ids);
        each.accept(ids);
      }
    }
  }

  /** The number that the next block will have. */
  long next() {
    return next;
  }

  /** Blocks before this one are in segments now. */
  void sealed(long end) {
    endOfSealed = end;
  }

  /** Writes ids. */
  void append(IdList ids, Rows.Batch batch) {
    for (int from = 0; from < ids.size(); from += idsPerBlock) {
      int to = Math.min(ids.size(), from + idsPerBlock);
      batch.put(SeenKeys.block(next++), IdRow.write(ids, from, to));
    }
  }

  /**
   * Deletes blocks that are sealed or expired, from the front.
   *
   * @param oldest what arrived before this second is expired
   * @param most how many at most
   */
  void trim(long oldest, int most, Rows.Batch batch) {
    if (first == next || (first >= endOfSealed && firstExpires >= oldest)) {
      return;
    }
    try (Rows.Cursor cursor = rows.scan(SeenKeys.block(first), SeenKeys.block(next))) {
      for (int i = 0; i < most; i++) {
        firstExpires = Long.MIN_VALUE;
        if (!cursor.next()) {
          first = next;
          return;
        }
        first = SeenKeys.blockOf(cursor.key());
        if (first >= endOfSealed) {
          firstExpires = IdRow.newest(cursor.value());
          if (firstExpires >= oldest) {
            return;
          }
        }
        batch.delete(cursor.key());
        first++;
      }
    }
  }
}
