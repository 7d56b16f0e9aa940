package io.tidemark.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields by the bytes of their names. Quick where a field follows the one that it followed in
 * the event before, as in the events of one sender. Not thread-safe.
 */
final class FieldNames {
  private static final int FIELDS = Field.values().length;

  /**
   * A name that was found.
   *
   * @param bytes the name and the quote behind it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Name(Field field, byte[] bytes) {}

  /** What came last behind each field; at the end, what came first. */
  private final @Nullable Name[] next = new @Nullable Name[FIELDS + 1];

  private int before = FIELDS;

  /** An event begins. */
  void begin() {
    before = FIELDS;
  }

  /**
   * The next field's name, which begins at {@code from}; null: no field has it.
   *
   * @param json eight bytes or more
   */
  @Nullable Name at(byte[] json, int from) {
    Name name = next[before];
    if (name == null || !Words.standsAt(json, from, name.bytes)) {
      name = find(json, from);
      next[before] = name;
    }
    if (name != null) {
      before = EventFields.index(name.field);
    }
    return name;
  }

  private static @Nullable Name find(byte[] json, int from) {
    int quote = Words.closingQuote(json, from);
    if (quote < 0) {
      return null;
    }
    Field field = Field.of(new String(json, from, quote - from, StandardCharsets.UTF_8));
    return field == null ? null : new Name(field, Arrays.copyOfRange(json, from, quote + 1));
  }
}
