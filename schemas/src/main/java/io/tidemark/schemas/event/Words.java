package io.tidemark.schemas.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Eight bytes at a time: an array's bytes as one {@code long}, the first of them lowest.
 *
 * <p>Whether one of the eight is what is looked for is told by the high bit of its byte. Sums and
 * differences carry from a byte into the ones above it only where it was a find itself, so that the
 * first find is always right, and those behind it may not be.
 */
final class Words {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x80 * ONES;

  /** The eight bytes at {@code i}, which are all there. */
  static long at(byte[] bytes, int i) {
    return (long) EIGHT.get(bytes, i);
  }

  /**
   * The eight bytes at {@code i}, those behind the end being zero.
   *
   * @param bytes eight or more
   */
  static long padded(byte[] bytes, int i) {
    int last = bytes.length - 8;
    if (i <= last) {
      return at(bytes, i);
    }
    return i < bytes.length ? at(bytes, last) >>> (8 * (i - last)) : 0;
  }

  /**
   * Index of the quote that ends the JSON text that begins at {@code from}; -1: something comes
   * before it that is not plain ASCII without escapes.
   *
   * @param bytes eight or more
   */
  static int closingQuote(byte[] bytes, int from) {
    int i = from;
    long stops = stops(padded(bytes, i));
    while (stops == 0) {
      i += 8;
      stops = stops(padded(bytes, i));
    }
    int end = i + first(stops);
    return end < bytes.length && bytes[end] == '"' ? end : -1;
  }

  /** Whether all of {@code wanted} is there at {@code i}. */
  static boolean standsAt(byte[] bytes, int i, byte[] wanted) {
    return i + wanted.length <= bytes.length
        && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length);
  }

  /** Whether a byte of plain ASCII is there, {@code bytes[from..to)}. */
  static boolean contains(byte[] bytes, int from, int to, char wanted) {
    int i = from;
    long finds = equal(padded(bytes, i), wanted);
    while (finds == 0 && i + 8 < to) {
      i += 8;
      finds = equal(padded(bytes, i), wanted);
    }
    return finds != 0 && i + first(finds) < to;
  }

  /** The quote, the backslash, control characters, and what is not ASCII. */
  private static long stops(long word) {
    long control = ~(word + 0x60 * ONES) | (word + ONES); // below 0x20, and 0x7f
    return (word | control) & HIGH_BITS | equal(word, '"') | equal(word, '\\');
  }

  private static long equal(long word, char wanted) {
    return (HIGH_BITS - (word ^ wanted * ONES)) & HIGH_BITS;
  }

  private static int first(long finds) {
    return Long.numberOfTrailingZeros(finds) >>> 3;
  }

  private Words() {}
}
