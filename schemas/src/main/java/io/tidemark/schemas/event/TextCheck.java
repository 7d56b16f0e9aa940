package io.tidemark.schemas.event;

/** What the characters of a text field may be. */
final class TextCheck {
  /** A character below U+0020, or U+007F. */
  static final int CONTROL = -1;

  /** Half of a surrogate pair: no character at all, and nothing UTF-8 could carry. */
  static final int UNPAIRED = -2;

  /** The number of code points of {@code chars[from..to)}, or one of the negative constants. */
  static int codePoints(char[] chars, int from, int to) {
    int pairs = 0;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c < 0x20 || c == 0x7f) {
        return CONTROL;
      }
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == to
            || !Character.isLowSurrogate(chars[i + 1])) {
          return UNPAIRED;
        }
        pairs++;
        i++;
      }
    }
    return to - from - pairs;
  }

  /** The same of a string. */
  static int codePoints(String text) {
    return codePoints(text.toCharArray(), 0, text.length());
  }

  private TextCheck() {}
}
