package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.PropertiesText;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that a dialect knows, and the first thing that was wrong with them.
 * Null counts as absent. For one object and one thread.
 */
final class Members {
  private final Map<String, Value> values = new HashMap<>();
  private @Nullable Refusal refusal;

  /**
   * A member's value.
   *
   * @param text of a string, number or boolean, as JSON has it
   * @param object of an object; null for all others
   */
  record Value(JsonToken type, String text, @Nullable PropertiesText object) {
    boolean isString() {
      return type == JsonToken.VALUE_STRING;
    }

    boolean isInteger() {
      return type == JsonToken.VALUE_NUMBER_INT;
    }

    boolean isBoolean() {
      return type == JsonToken.VALUE_TRUE || type == JsonToken.VALUE_FALSE;
    }
  }

  /** How a member that is an object is read: from its first token to its last. */
  interface Objects {
    PropertiesText read(JsonParser in) throws IOException;
  }

  /** Reads the object the parser stands on, to its end. */
  static Members read(JsonParser in, Set<String> known, Objects objects) throws IOException {
    Members members = new Members();
    String name = in.nextFieldName();
    while (name != null) {
      JsonToken token = in.nextToken();
      if (known.contains(name) && token != JsonToken.VALUE_NULL) {
        members.add(name, token, in, objects);
      }
      in.skipChildren();
      name = in.nextFieldName();
    }
    return members;
  }

  private void add(String name, JsonToken token, JsonParser in, Objects objects)
      throws IOException {
    PropertiesText object = token == JsonToken.START_OBJECT ? objects.read(in) : null;
    String text = token.isScalarValue() ? in.getText() : "";
    if (values.put(name, new Value(token, text, object)) != null) {
      refuse(RefusalCode.DUPLICATE_FIELD, name + " is there twice; expected once", name);
    }
  }

  /** The value of the first of these names that is there; null: none is. */
  @Nullable Value first(String... names) {
    for (String name : names) {
      Value value = values.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * The string of the first of these names that is there; null: none is.
   *
   * @param field the name in refusals
   */
  @Nullable String text(String field, String... names) {
    Value value = first(names);
    if (value == null || value.isString()) {
      return value == null ? null : value.text();
    }
    wrongType(field, value, "a string");
    return null;
  }

  /** A value has another type than its field's. */
  void wrongType(String field, Value value, String expected) {
    refuse(
        RefusalCode.INVALID_TYPE,
        field + " is " + JsonInput.typeOf(value.type()) + "; expected " + expected,
        field);
  }

  /** Tells something wrong; the first counts. */
  void refuse(RefusalCode code, String message, @Nullable String field) {
    refuse(new Refusal(code, message, field));
  }

  /** Tells something wrong; the first counts. */
  void refuse(Refusal wrong) {
    if (refusal == null) {
      refusal = wrong;
    }
  }

  /** What was wrong first; null: nothing. */
  @Nullable Refusal refusal() {
    return refusal;
  }
}
