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
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Less a byte, its high bit is set if that is below 0x20. */
  private static final long CONTROL_BITS = 0x9f9f9f9f9f9f9f9fL;

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
   * before it that is not well-formed UTF-8, an escape or a control character.
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
    return end < bytes.length && bytes[end] == '"' ? end : Utf8.closingQuote(bytes, end, false);
  }

  /** The same of a path; -1 also where it has a {@code ?} or {@code #}. */
  static int closingQuoteOfPath(byte[] bytes, int from) {
    int i = from;
    long stops = pathStops(padded(bytes, i));
    while (stops == 0) {
      i += 8;
      stops = pathStops(padded(bytes, i));
    }
    int end = i + first(stops);
    return end < bytes.length && bytes[end] == '"' ? end : Utf8.closingQuote(bytes, end, true);
  }

  /** Whether all of {@code wanted} is there at {@code i}. */
  static boolean standsAt(byte[] bytes, int i, byte[] wanted) {
    return i + wanted.length <= bytes.length
        && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length);
  }

  /** The quote, the backslash, control characters, and what is not ASCII. */
  private static long stops(long word) {
    long control = (CONTROL_BITS - word) | (word + ONES); // below 0x20, and 0x7f
    return (word | control | toHighBit(word, '"') | toHighBit(word, '\\')) & HIGH_BITS;
  }

  private static long pathStops(long word) {
    return stops(word) | ((toHighBit(word, '?') | toHighBit(word, '#')) & HIGH_BITS);
  }

  private static long toHighBit(long word, char wanted) {
    return HIGH_BITS - (word ^ wanted * ONES);
  }

  private static int first(long finds) {
    return Long.numberOfTrailingZeros(finds) >>> 3;
  }

  private Words() {}
}
