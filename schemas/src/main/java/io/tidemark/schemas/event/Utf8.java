package io.tidemark.schemas.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF, nothing cut
 * off. Jackson takes the first three for text, so bytes are checked before it sees them.
 */
final class Utf8 {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;

  /** Index of the first byte that is not part of a well-formed character; -1: all are. */
  static int firstInvalid(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (i + 8 <= bytes.length && ((long) EIGHT.get(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
        continue;
      }
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int size = sizeAt(bytes, i);
      if (size == 0) {
        return i;
      }
      i += size;
    }
    return -1;
  }

  /** Index of the first zero byte; -1: there is none. */
  static int firstNul(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (i + 8 <= bytes.length && !hasZero((long) EIGHT.get(bytes, i))) {
        i += 8;
      } else if (bytes[i] == 0) {
        return i;
      } else {
        i++;
      }
    }
    return -1;
  }

  /** Whether one of eight bytes is zero. */
  private static boolean hasZero(long eight) {
    return ((eight - LOW_BITS) & ~eight & HIGH_BITS) != 0;
  }

  /**
   * Index of the quote that ends the JSON text that goes on at {@code from}; -1: something comes
   * before it that is not well-formed, an escape or a control character; {@code path}: or a {@code
   * ?} or {@code #}.
   */
  static int closingQuote(byte[] bytes, int from, boolean path) {
    int i = from;
    while (i < bytes.length && bytes[i] != '"') {
      int size = bytes[i] < 0 ? sizeAt(bytes, i) : isPlain(bytes[i], path) ? 1 : 0;
      if (size == 0) {
        return -1;
      }
      i += size;
    }
    return i < bytes.length ? i : -1;
  }

  private static boolean isPlain(int c, boolean path) {
    return c >= ' ' && c != 0x7f && c != '\\' && !(path && (c == '?' || c == '#'));
  }

  /** Bytes of the character of two or more bytes at {@code i}; 0: it is not well-formed. */
  private static int sizeAt(byte[] bytes, int i) {
    int lead = bytes[i] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    if (lead < 0xe0) {
      return continued(bytes, i + 1, 0x80, 0xbf) ? 2 : 0;
    }
    if (lead < 0xf0) {
      int least = lead == 0xe0 ? 0xa0 : 0x80;
      int most = lead == 0xed ? 0x9f : 0xbf;
      return continued(bytes, i + 1, least, most) && continued(bytes, i + 2, 0x80, 0xbf) ? 3 : 0;
    }
    int least = lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xf4 ? 0x8f : 0xbf;
    return continued(bytes, i + 1, least, most)
            && continued(bytes, i + 2, 0x80, 0xbf)
            && continued(bytes, i + 3, 0x80, 0xbf)
        ? 4
        : 0;
  }

  private static boolean continued(byte[] bytes, int i, int least, int most) {
    return i < bytes.length && (bytes[i] & 0xff) >= least && (bytes[i] & 0xff) <= most;
  }

  private Utf8() {}
}
