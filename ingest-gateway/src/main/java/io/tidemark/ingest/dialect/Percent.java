package io.tidemark.ingest.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoding (RFC 3986), of UTF-8 only. */
final class Percent {

  /**
   * A name or value of a query, {@code +} as a blank.
   *
   * @return null: not encoded as it should be
   */
  static @Nullable String decodeQuery(String encoded) {
    return encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0
        ? encoded
        : decode(encoded, true, false);
  }

  /**
   * A path or fragment, in which what would end a path ({@code ?}, {@code #}) and what is no text
   * (control characters) stay encoded; as it is if it is not encoded as it should be.
   */
  static String decodePath(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    String decoded = decode(encoded, false, true);
    return decoded == null ? encoded : decoded;
  }

  private static @Nullable String decode(String encoded, boolean plusIsBlank, boolean path) {
    byte[] from = encoded.getBytes(StandardCharsets.UTF_8);
    ByteBuffer to = ByteBuffer.allocate(from.length);
    for (int i = 0; i < from.length; i++) {
      if (from[i] != '%') {
        to.put(plusIsBlank && from[i] == '+' ? (byte) ' ' : from[i]);
        continue;
      }
      int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
      int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      int value = high << 4 | low;
      if (path && (value < 0x20 || value == 0x7f || value == '?' || value == '#')) {
        to.put(from, i, 3);
      } else {
        to.put((byte) value);
      }
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(to.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private Percent() {}
}
