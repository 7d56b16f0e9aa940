package io.tidemark.schemas.event;

/** Values as messages show them: short, on one line, with nothing in them that could mislead. */
final class Quote {
  private static final int MOST = 40;

  /** The first {@value #MOST} characters in double quotes. */
  static String of(String value) {
    StringBuilder out = new StringBuilder(MOST + 8).append('"');
    append(out, value, MOST);
    return out.append('"').toString();
  }

  /** The same of a whole sentence: {@code limit} characters, no quotes around. */
  static String clean(String text, int limit) {
    StringBuilder out = new StringBuilder(limit + 8);
    append(out, text, limit);
    return out.toString();
  }

  private static void append(StringBuilder out, String value, int limit) {
    int shown = 0;
    for (int i = 0; i < value.length(); shown++) {
      if (shown == limit) {
        out.append('…');
        return;
      }
      int codePoint = value.codePointAt(i);
      i += Character.charCount(codePoint);
      switch (Character.getType(codePoint)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            out.append(String.format("\\u%04x", codePoint));
        default -> out.appendCodePoint(codePoint);
      }
    }
  }

  private Quote() {}
}
