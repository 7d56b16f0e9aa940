package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.StoredFormatException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The row that says how the others are to be read.
 *
 * <pre>
 *   version  seed of the hash
 *   u8 = 2   u64
 * </pre>
 *
 * <p>Format 1 had ids of 96 bits. It cannot be read: the other bits are not known.
 *
 * @param seed chosen at random when the first id of the partition comes
 * @param stored whether it is in the rows
 */
record SeenFormat(long seed, boolean stored) {
  private static final byte VERSION = 2;

  /**
   * What the rows say; a new one if they are empty.
   *
   * @throws StoredFormatException if they are of another version of Tidemark
   */
  static SeenFormat of(Rows rows, LongSupplier newSeed) {
    byte @Nullable [] row = rows.get(SeenKeys.format());
    if (row == null) {
      return new SeenFormat(newSeed.getAsLong(), false);
    }
    if (row[0] != VERSION) {
      throw new StoredFormatException("the store of event ids", row[0], VERSION);
    }
    return new SeenFormat(ByteBuffer.wrap(row).getLong(1), true);
  }

  byte[] row() {
    return ByteBuffer.allocate(9).put(VERSION).putLong(seed).array();
  }
}
