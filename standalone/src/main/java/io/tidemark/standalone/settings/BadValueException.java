package io.tidemark.standalone.settings;

/** Says that a text is no value of a type; the message completes "expected …". */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  BadValueException(String expected) {
    super(expected, null, false, false);
  }

  String expected() {
    return String.valueOf(getMessage());
  }
}
