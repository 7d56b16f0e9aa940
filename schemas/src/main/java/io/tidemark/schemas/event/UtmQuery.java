package io.tidemark.schemas.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The campaign parameters in what was cut off a path.
 *
 * <p>The first of each name counts. A value that is empty, too long, not decodable or has control
 * characters is left out: the sender did not put it into a field of its own, so it is no reason to
 * refuse the event.
 */
record UtmQuery(@Nullable String source, @Nullable String medium, @Nullable String campaign) {
  private static final UtmQuery NONE = new UtmQuery(null, null, null);

  /**
   * Reads a path's rest.
   *
   * @param rest what begins at the path's {@code ?} or {@code #}; null: nothing
   */
  static UtmQuery of(@Nullable String rest) {
    if (rest == null || !rest.startsWith("?") || !rest.contains("utm_")) {
      return NONE;
    }
    int hash = rest.indexOf('#');
    String query = rest.substring(1, hash < 0 ? rest.length() : hash);
    return new UtmQuery(
        value(query, "utm_source="), value(query, "utm_medium="), value(query, "utm_campaign="));
  }

  private static @Nullable String value(String query, String prefix) {
    int start = 0;
    while (start < query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      if (query.startsWith(prefix, start)) {
        return usable(decode(query.substring(start + prefix.length(), end)));
      }
      start = end + 1;
    }
    return null;
  }

  private static @Nullable String usable(@Nullable String value) {
    if (value == null) {
      return null;
    }
    int size = TextCheck.codePoints(value);
    return size > 0 && size <= EventLimits.ENRICHMENT ? value : null;
  }

  private static @Nullable String decode(String encoded) {
    byte[] from = encoded.getBytes(StandardCharsets.UTF_8);
    ByteBuffer to = ByteBuffer.allocate(from.length);
    for (int i = 0; i < from.length; i++) {
      if (from[i] != '%') {
        to.put(from[i] == '+' ? (byte) ' ' : from[i]);
        continue;
      }
      int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
      int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      to.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(to.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
