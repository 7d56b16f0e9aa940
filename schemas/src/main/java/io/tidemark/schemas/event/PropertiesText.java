package io.tidemark.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event's properties while they are put together: a free-form JSON object as compact text, with
 * no blanks, least escapes, and numbers as they were written. Copying a copy changes nothing.
 *
 * <p>At most {@link EventLimits#PROPERTIES_BYTES}; what is beyond is not kept, and {@link
 * #refusal()} tells it. For one event and one thread.
 */
public final class PropertiesText {
  private final StringBuilder out = new StringBuilder(128).append('{');
  private final Set<String> names = new HashSet<>();
  private int bytes = 2; // the braces
  private @Nullable Refusal refusal;

  /** Copies the object the parser stands on, to its end. */
  public static PropertiesText copy(JsonParser in) throws IOException {
    PropertiesText copy = new PropertiesText();
    String name = in.nextFieldName();
    while (name != null) {
      in.nextToken();
      copy.put(name, in);
      name = in.nextFieldName();
    }
    return copy;
  }

  /** Adds the value the parser stands on, to its end. */
  public void put(String name, JsonParser in) throws IOException {
    name(name);
    value(in.currentToken(), in);
  }

  /** Adds a string. */
  public void put(String name, String value) {
    name(name);
    quoted(value);
  }

  /** Adds a number, as it is to be written. */
  public void putNumber(String name, String literal) {
    name(name);
    ascii(literal);
  }

  /** Adds true or false. */
  public void put(String name, boolean value) {
    name(name);
    ascii(Boolean.toString(value));
  }

  /** Adds an object of its own kind, with what is wrong with it. */
  public void put(String name, PropertiesText value) {
    name(name);
    if (value.refusal != null && refusal == null) {
      refusal = value.refusal;
    }
    bytes += value.bytes;
    if (fits()) {
      out.append(value.text());
    }
  }

  /** Whether something of this name is there. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /** How many names there are. */
  public int size() {
    return names.size();
  }

  /** What is wrong; null: nothing. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  /** The object; of no use where there is a refusal. */
  public String text() {
    return out + "}";
  }

  private void name(String name) {
    if (!names.add(name)) {
      refuse(RefusalCode.DUPLICATE_FIELD, "properties has the name " + Quote.of(name) + " twice");
    }
    if (names.size() > 1) {
      raw(',');
    }
    quoted(name);
    raw(':');
  }

  // Recursion is bounded by JsonInput.MAX_DEPTH.
  private void object(JsonParser in) throws IOException {
    Set<String> inner = new HashSet<>();
    raw('{');
    String name = in.nextFieldName();
    while (name != null) {
      if (!inner.add(name)) {
        refuse(RefusalCode.DUPLICATE_FIELD, "properties has the name " + Quote.of(name) + " twice");
      }
      if (inner.size() > 1) {
        raw(',');
      }
      quoted(name);
      raw(':');
      value(in.nextToken(), in);
      name = in.nextFieldName();
    }
    raw('}');
  }

  private void array(JsonParser in) throws IOException {
    raw('[');
    boolean first = true;
    JsonToken token = in.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (!first) {
        raw(',');
      }
      first = false;
      value(token, in);
      token = in.nextToken();
    }
    raw(']');
  }

  private void value(JsonToken token, JsonParser in) throws IOException {
    switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
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
        append(c, 2);
        append(text.charAt(++i), 2);
      } else {
        append(c, c < 0x80 ? 1 : c < 0x800 ? 2 : 3);
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
    append(c, 1);
  }

  private void append(char c, int size) {
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
