package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The row that says how the others are to be read.
 *
 * <pre>
 *   version  seed of the hash
 *   u8 = 1   u64
 * </pre>
 *
 * @param seed chosen at random when the first id of the partition comes
 * @param stored whether it is in the rows
 */
record SeenFormat(long seed, boolean stored) {
  private static final byte VERSION = 1;

  /** What the rows say; a new one if they are empty. */
  static SeenFormat of(Rows rows, LongSupplier newSeed) {
    byte @Nullable [] row = rows.get(SeenKeys.format());
    if (row == null) {
      return new SeenFormat(newSeed.getAsLong(), false);
    }
    if (row[0] != VERSION) {
      throw new IllegalStateException(
          "the rows of event ids have version " + row[0] + "; expected " + VERSION);
    }
    return new SeenFormat(ByteBuffer.wrap(row).getLong(1), true);
  }

  byte[] row() {
    return ByteBuffer.allocate(9).put(VERSION).putLong(seed).array();
  }
}
