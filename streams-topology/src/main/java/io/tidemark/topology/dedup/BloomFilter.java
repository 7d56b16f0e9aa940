package io.tidemark.topology.dedup;

import java.nio.ByteBuffer;

/**
 * Which ids may be in a segment: a Bloom filter whose bits for one id all lie in one cache line.
 * Not thread-safe.
 *
 * <p>{@value #BITS_PER_ID} bits an id, {@value #PROBES} of them looked at: below 0.3 % of other ids
 * pass (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007). Lines are
 * in the order of the hashes, so what is filled in that order is filled from front to back. Stored
 * as rows of {@value #SLICE_LINES} lines.
 */
final class BloomFilter {
  static final int SLICE_LINES = 1024;
  private static final int BITS_PER_ID = 16;
  private static final int PROBES = 7;
  private static final int LINE_WORDS = 8;
  private static final int LINE_BITS = 64 * LINE_WORDS;

  private final int lines;
  private final long[] words;

  private BloomFilter(int lines) {
    this.lines = lines;
    this.words = new long[Math.multiplyExact(lines, LINE_WORDS)];
  }

  static BloomFilter withLines(int lines) {
    return new BloomFilter(lines);
  }

  /** Lines of a filter for so many ids. */
  static int linesFor(long ids) {
    return Math.toIntExact(Math.max(1, (ids * BITS_PER_ID + LINE_BITS - 1) / LINE_BITS));
  }

  static long bytesOf(int lines) {
    return (long) lines * LINE_WORDS * Long.BYTES;
  }

  long bytes() {
    return bytesOf(lines);
  }

  int lines() {
    return lines;
  }

  void add(long hash, long tail) {
    int line = LINE_WORDS * line(hash);
    long bits = bits(hash, tail);
    for (int i = 0; i < PROBES; i++) {
      words[line + ((int) (bits >>> 6) & 7)] |= 1L << bits;
      bits >>>= 9;
    }
  }

  /** False: the id was never added. */
  boolean mayHave(long hash, long tail) {
    int line = LINE_WORDS * line(hash);
    long bits = bits(hash, tail);
    long all = 1;
    for (int i = 0; i < PROBES; i++) {
      all &= words[line + ((int) (bits >>> 6) & 7)] >>> bits;
      bits >>>= 9;
    }
    return all != 0;
  }

  /** The line of an id: no line before it belongs to a higher hash. */
  int line(long hash) {
    return (int) (((hash >>> 32) * lines) >>> 32);
  }

  int slices() {
    return (lines + SLICE_LINES - 1) / SLICE_LINES;
  }

  byte[] slice(int slice) {
    int from = slice * SLICE_LINES * LINE_WORDS;
    int length = Math.min(SLICE_LINES * LINE_WORDS, words.length - from);
    ByteBuffer bytes = ByteBuffer.allocate(length * Long.BYTES);
    bytes.asLongBuffer().put(words, from, length);
    return bytes.array();
  }

  void slice(int slice, byte[] bytes) {
    ByteBuffer.wrap(bytes)
        .asLongBuffer()
        .get(words, slice * SLICE_LINES * LINE_WORDS, bytes.length / Long.BYTES);
  }

  /** The bits of an id that choose no line, page or slot: 54 of them are used. */
  private static long bits(long hash, long tail) {
    return hash << 32 | tail >>> 32;
  }
}
