package io.tidemark.standalone.settings;

/**
 * How a setting's text becomes a value.
 *
 * @param unit what a bare number counts, or the form of the text
 * @param expected the valid range, as it completes "expected …"
 * @param parser turns a non-empty text into a value
 */
record ValueType<T>(String unit, String expected, Parser<T> parser) {

  /** Turns text into a value. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(String text) throws BadValueException;
  }
}
