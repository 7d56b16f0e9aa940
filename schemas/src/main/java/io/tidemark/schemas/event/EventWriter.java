package io.tidemark.schemas.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@link Event} to compact canonical JSON: snake_case names in the order of the record, nulls and
 * {@code ip} left out, {@code count} left out where it is 1, {@code timestamp} always as {@code
 * 2026-01-31T23:59:59.000Z}. Thread-safe.
 */
public final class EventWriter {
  private static final byte[] TIMESTAMP = Field.ascii("\"timestamp\":");
  private static final byte[] COUNT = Field.ascii("\"count\":");
  private static final byte[] PROPERTIES = Field.ascii("\"properties\":");

  /** Writes one event as UTF-8. */
  public byte[] write(Event event) {
    Output out = new Output();
    out.text(Field.SITE_ID, event.siteId());
    out.text(Field.EVENT_TYPE, event.eventType());
    out.text(Field.PATH, event.path());
    out.text(Field.USER_ID, event.userId());
    out.text(Field.SESSION_ID, event.sessionId());
    out.timestamp(event.timestampMs());
    out.text(Field.EVENT_ID, event.eventId());
    out.text(Field.REFERRER, event.referrer());
    out.text(Field.USER_AGENT, event.userAgent());
    out.text(Field.REFERRER_HOST, event.referrerHost());
    out.text(Field.UTM_SOURCE, event.utmSource());
    out.text(Field.UTM_MEDIUM, event.utmMedium());
    out.text(Field.UTM_CAMPAIGN, event.utmCampaign());
    out.text(Field.BROWSER, event.browser());
    out.text(Field.OS, event.os());
    out.text(Field.DEVICE, event.device());
    out.text(Field.COUNTRY, event.country());
    out.text(Field.LANGUAGE, event.language());
    out.text(Field.BOT, event.bot());
    out.properties(event.properties());
    out.count(event.count());
    return out.finish();
  }

  /** A growing buffer with one JSON object. */
  private static final class Output {
    private byte[] bytes = new byte[512];
    private int size;

    Output() {
      bytes[size++] = '{';
    }

    void text(Field field, @Nullable String value) {
      if (value == null) {
        return;
      }
      byte[] name = field.textPrefix();
      room(name.length + 3 * value.length() + 2);
      name(name);
      for (int i = plain(value); i < value.length(); i++) {
        char c = value.charAt(i);
        if (isPlain(c)) {
          bytes[size++] = (byte) c;
        } else if (c < 0x80) {
          escape(c, value.length() - i);
        } else {
          i += utf8(value, i);
        }
      }
      bytes[size++] = '"';
    }

    /**
     * Writes the characters before the first that is not plain, most often all, and returns how
     * many. In local variables, for a store of {@link #size} after each costs a quarter more.
     */
    private int plain(String value) {
      byte[] to = bytes;
      int at = size;
      int length = value.length();
      int i = 0;
      while (i < length && isPlain(value.charAt(i))) {
        to[at + i] = (byte) value.charAt(i);
        i++;
      }
      size = at + i;
      return i;
    }

    /** Whether a character is ASCII and is written as it is. */
    private static boolean isPlain(char c) {
      return c < 0x80 && c >= 0x20 && c != '"' && c != '\\';
    }

    void timestamp(long epochMs) {
      room(TIMESTAMP.length + Iso8601.WRITTEN + 4);
      name(TIMESTAMP);
      if (epochMs < 0 || epochMs > Iso8601.MAX_MS) {
        raw(Long.toString(epochMs));
        return;
      }
      bytes[size++] = '"';
      Iso8601.write(epochMs, bytes, size);
      size += Iso8601.WRITTEN;
      bytes[size++] = '"';
    }

    void properties(@Nullable String json) {
      if (json != null) {
        room(PROPERTIES.length + 1);
        name(PROPERTIES);
        raw(json);
      }
    }

    void count(int count) {
      if (count != 1) {
        room(COUNT.length + 1);
        name(COUNT);
        raw(Integer.toString(count));
      }
    }

    byte[] finish() {
      room(1);
      bytes[size++] = '}';
      return Arrays.copyOf(bytes, size);
    }

    private void name(byte[] name) {
      if (size > 1) {
        bytes[size++] = ',';
      }
      System.arraycopy(name, 0, bytes, size, name.length);
      size += name.length;
    }

    private void raw(String text) {
      room(3 * text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < 0x80) {
          bytes[size++] = (byte) c;
        } else {
          i += utf8(text, i);
        }
      }
    }

    private void escape(char c, int left) {
      String escape = JsonEscape.of(c);
      room(escape.length() + 3 * left + 1);
      for (int i = 0; i < escape.length(); i++) {
        bytes[size++] = (byte) escape.charAt(i);
      }
    }

    /** Writes the character at {@code i}, not ASCII; returns how many chars beyond it it took. */
    private int utf8(String value, int i) {
      int c = value.codePointAt(i);
      if (c < 0x800) {
        bytes[size++] = (byte) (0xc0 | c >> 6);
      } else if (c < 0x10000) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          bytes[size++] = '?'; // half of a pair, which no reader lets through
          return 0;
        }
        bytes[size++] = (byte) (0xe0 | c >> 12);
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
      } else {
        bytes[size++] = (byte) (0xf0 | c >> 18);
        bytes[size++] = (byte) (0x80 | ((c >> 12) & 0x3f));
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
      }
      bytes[size++] = (byte) (0x80 | (c & 0x3f));
      return c < 0x10000 ? 0 : 1;
    }

    private void room(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      }
    }
  }
}
