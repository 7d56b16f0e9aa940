package io.tidemark.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies a free-form JSON object as compact text: no blanks, least escapes, numbers as they were
 * written. Copying a copy changes nothing.
 */
final class PropertiesText {
  private final JsonParser in;
  private final StringBuilder out = new StringBuilder(128);
  private int bytes;
  private @Nullable Refusal refusal;

  private PropertiesText(JsonParser in) {
    this.in = in;
  }

  /** The result: either the text, or why not. */
  record Copied(@Nullable String text, @Nullable Refusal refusal) {}

  /** Reads the object the parser stands on, to its end. */
  static Copied copy(JsonParser in) throws IOException {
    PropertiesText copier = new PropertiesText(in);
    copier.object();
    return copier.refusal == null
        ? new Copied(copier.out.toString(), null)
        : new Copied(null, copier.refusal);
  }

  // Recursion is bounded by JsonInput.MAX_DEPTH.
  private void object() throws IOException {
    Set<String> names = new HashSet<>();
    raw('{');
    String name = in.nextFieldName();
    while (name != null) {
      if (!names.add(name)) {
        refuse(RefusalCode.DUPLICATE_FIELD, "properties has the name " + Quote.of(name) + " twice");
      }
      if (names.size() > 1) {
        raw(',');
      }
      quoted(name);
      raw(':');
      value(in.nextToken());
      name = in.nextFieldName();
    }
    raw('}');
  }

  private void array() throws IOException {
    raw('[');
    boolean first = true;
    JsonToken token = in.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (!first) {
        raw(',');
      }
      first = false;
      value(token);
      token = in.nextToken();
    }
    raw(']');
  }

  private void value(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> quoted(in.getText());
      default -> ascii(in.getText());
    }
  }

  private void quoted(String text) {
    raw('"');
    for (int i = 0; i < text.length() && refusal == null; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < 0x20) {
        ascii(JsonEscape.of(c));
      } else if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          refuse(RefusalCode.INVALID_VALUE, "properties has half of a surrogate pair");
          return;
        }
        put(c, 2);
        put(text.charAt(++i), 2);
      } else {
        put(c, c < 0x80 ? 1 : c < 0x800 ? 2 : 3);
      }
    }
    raw('"');
  }

  private void ascii(String text) {
    bytes += text.length();
    if (fits()) {
      out.append(text);
    }
  }

  private void raw(char c) {
    put(c, 1);
  }

  private void put(char c, int size) {
    bytes += size;
    if (fits()) {
      out.append(c);
    }
  }

  private boolean fits() {
    if (refusal == null && bytes > EventLimits.PROPERTIES_BYTES) {
      refuse(
          RefusalCode.TOO_LONG,
          "properties is too long; expected at most "
              + EventLimits.PROPERTIES_BYTES
              + " bytes of compact JSON");
    }
    return refusal == null;
  }

  private void refuse(RefusalCode code, String message) {
    if (refusal == null) {
      refusal = new Refusal(code, message, Field.PROPERTIES.canonical());
    }
  }
}
