package io.tidemark.topology.dedup;

import java.nio.ByteBuffer;

/**
 * Keys of the rows; all numbers big-endian.
 *
 * <pre>
 *   0                                  the format: version, seed of the hash    {@link SeenFormat}
 *   1  segment u32                     a sealed segment                         {@link Segment}
 *   2  number u64                      a block: ids as they came                {@link IdRow}
 *   3  segment u32  prefix u32  u16    a page, or its further parts: ids whose
 *                                      hash starts with the prefix's bits       {@link IdRow}
 *   4  segment u32  slice u32          a part of a segment's filter             {@link BloomFilter}
 * </pre>
 */
final class SeenKeys {
  static final byte FORMAT = 0;
  static final byte SEGMENT = 1;
  static final byte BLOCK = 2;
  static final byte PAGE = 3;
  static final byte FILTER = 4;

  private SeenKeys() {}

  static byte[] format() {
    return new byte[] {FORMAT};
  }

  static byte[] segment(int segment) {
    return ofSegment(SEGMENT, segment);
  }

  static byte[] block(long number) {
    return ByteBuffer.allocate(9).put(BLOCK).putLong(number).array();
  }

  static byte[] page(int segment, int prefix, int part) {
    return ByteBuffer.allocate(11)
        .put(PAGE)
        .putInt(segment)
        .putInt(prefix)
        .putShort((short) part)
        .array();
  }

  static byte[] filter(int segment, int slice) {
    return ByteBuffer.allocate(9).put(FILTER).putInt(segment).putInt(slice).array();
  }

  /** Where a segment's rows of a kind begin. */
  static byte[] ofSegment(byte kind, int segment) {
    return ByteBuffer.allocate(5).put(kind).putInt(segment).array();
  }

  /** Where a kind's rows begin. */
  static byte[] ofKind(int kind) {
    return new byte[] {(byte) kind};
  }

  /** The number of a block, of its key. */
  static long blockOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1);
  }

  /** The segment of a segment's, page's or filter's key. */
  static int segmentOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt(1);
  }
}
