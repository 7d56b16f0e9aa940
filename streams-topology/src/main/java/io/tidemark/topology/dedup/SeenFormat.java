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
 * <p>Format 1 had ids of 96 bits, of the same hash. They are compared by these until the window has
 * passed; see {@link IdRow}.
 *
 * @param seed chosen at random when the first id of the partition comes
 * @param stored whether it is in the rows, as it is written now
 */
record SeenFormat(long seed, boolean stored) {
  private static final byte VERSION = 2;
  private static final byte READABLE = 1;

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
    if (row[0] != VERSION && row[0] != READABLE) {
      throw new StoredFormatException("the store of event ids", row[0], VERSION);
    }
    return new SeenFormat(ByteBuffer.wrap(row).getLong(1), row[0] == VERSION);
  }

  byte[] row() {
    return ByteBuffer.allocate(9).put(VERSION).putLong(seed).array();
  }
}
