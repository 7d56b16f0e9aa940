package io.tidemark.schemas.event;

import java.util.Arrays;

/**
 * Properties that are their own canonical text: one flat object of plain ASCII strings without
 * escapes, plain numbers, true, false and null; no blanks, no name twice. Finds where they end, and
 * leaves all others to {@link PropertiesText}. Not thread-safe.
 */
final class CanonicalProperties {
  private static final int MOST_NAMES = 16;

  /** Far below what a JSON number may have. */
  private static final int MOST_DIGITS = 32;

  private static final byte[] TRUE = Field.ascii("true");
  private static final byte[] FALSE = Field.ascii("false");
  private static final byte[] NULL = Field.ascii("null");

  /** Where each name begins and ends. */
  private final int[] names = new int[2 * MOST_NAMES];

  /**
   * Index after the object at {@code at}; -1: it is not of this form.
   *
   * @param json eight bytes or more
   */
  int end(byte[] json, int at) {
    if (!is(json, at, '{')) {
      return -1;
    }
    if (is(json, at + 1, '}')) {
      return at + 2;
    }
    int i = at;
    for (int name = 0; name < MOST_NAMES; name++) {
      i = member(json, i + 1, name);
      if (is(json, i, '}')) {
        return i + 1;
      }
      if (!is(json, i, ',')) {
        return -1;
      }
    }
    return -1;
  }

  /** Index after a name and its value; -1 if there is none, or it is not new. */
  private int member(byte[] json, int at, int name) {
    int quote = is(json, at, '"') ? Words.closingQuote(json, at + 1) : -1;
    if (quote < 0 || !is(json, quote + 1, ':') || isThere(json, at + 1, quote, name)) {
      return -1;
    }
    names[2 * name] = at + 1;
    names[2 * name + 1] = quote;
    return value(json, quote + 2);
  }

  private boolean isThere(byte[] json, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      if (Arrays.equals(json, names[2 * i], names[2 * i + 1], json, from, to)) {
        return true;
      }
    }
    return false;
  }

  private static int value(byte[] json, int at) {
    int first = at < json.length ? json[at] : -1;
    return switch (first) {
      case '"' -> after(Words.closingQuote(json, at + 1));
      case 't' -> Words.standsAt(json, at, TRUE) ? at + TRUE.length : -1;
      case 'f' -> Words.standsAt(json, at, FALSE) ? at + FALSE.length : -1;
      case 'n' -> Words.standsAt(json, at, NULL) ? at + NULL.length : -1;
      default -> number(json, at);
    };
  }

  private static int after(int quote) {
    return quote < 0 ? -1 : quote + 1;
  }

  /** Index after an integer or decimal number without an exponent; -1 if there is none. */
  private static int number(byte[] json, int at) {
    int first = is(json, at, '-') ? at + 1 : at;
    int i = digits(json, first);
    if (i == first || (is(json, first, '0') && i > first + 1)) {
      return -1;
    }
    if (is(json, i, '.')) {
      int fraction = i + 1;
      i = digits(json, fraction);
      if (i == fraction) {
        return -1;
      }
    }
    return i - at <= MOST_DIGITS ? i : -1;
  }

  private static int digits(byte[] json, int from) {
    int i = from;
    while (i < json.length && json[i] >= '0' && json[i] <= '9') {
      i++;
    }
    return i;
  }

  private static boolean is(byte[] json, int at, char wanted) {
    return at >= 0 && at < json.length && json[at] == wanted;
  }
}
