package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;

/**
 * Ids that are in pages by their hashes, and no longer in memory. Row:
 *
 * <pre>
 *   version  level  prefix bits  oldest, newest arrival  ids     end of blocks  filter lines
 *   u8 = 1   u8     u8           varint, varint          varint  varint         varint; 0: none
 * </pre>
 *
 * @param number names its rows
 * @param level how often its ids were merged
 * @param prefixBits how many bits of the hash name the page, 0..31
 * @param oldest first arrival, seconds since the epoch
 * @param newest last arrival, seconds since the epoch
 * @param ids how many
 * @param endOfBlocks blocks before this one are all in segments
 * @param filterLines lines of its filter; 0: it has none
 */
record Segment(
    int number,
    int level,
    int prefixBits,
    long oldest,
    long newest,
    long ids,
    long endOfBlocks,
    int filterLines) {
  private static final int VERSION = 1;
  private static final int MOST_PREFIX_BITS = 31;

  static Segment read(byte[] key, byte[] row) {
    RowReader reader = new RowReader(row);
    int version = reader.u8();
    if (version != VERSION) {
      throw new IllegalStateException(
          "a segment of event ids has version " + version + "; expected " + VERSION);
    }
    return new Segment(
        SeenKeys.segmentOf(key),
        reader.u8(),
        reader.u8(),
        reader.varint(),
        reader.varint(),
        reader.varint(),
        reader.varint(),
        (int) reader.varint());
  }

  byte[] row() {
    return new RowWriter()
        .u8(VERSION)
        .u8(level)
        .u8(prefixBits)
        .varint(oldest)
        .varint(newest)
        .varint(ids)
        .varint(endOfBlocks)
        .varint(filterLines)
        .toBytes();
  }

  /** The highest bits of a hash, which name its page. */
  static int prefix(long hash, int bits) {
    return bits == 0 ? 0 : (int) (hash >>> (64 - bits));
  }

  /** How many bits make pages of at most so many ids on average. */
  static int prefixBits(long ids, int idsPerPage) {
    int bits = 0;
    while (bits < MOST_PREFIX_BITS && ids >> bits > idsPerPage) {
      bits++;
    }
    return bits;
  }
}
