package io.tidemark.schemas.event;

/** The least escapes JSON demands: of the double quote, the backslash and U+0000 to U+001F. */
final class JsonEscape {
  private static final String[] ESCAPES = escapes();

  /** The escape of a character that needs one. */
  static String of(char c) {
    return c == '"' ? "\\\"" : c == '\\' ? "\\\\" : ESCAPES[c];
  }

  private static String[] escapes() {
    String[] all = new String[0x20];
    for (int c = 0; c < all.length; c++) {
      all[c] = String.format("\\u%04x", c);
    }
    all['\b'] = "\\b";
    all['\t'] = "\\t";
    all['\n'] = "\\n";
    all['\f'] = "\\f";
    all['\r'] = "\\r";
    return all;
  }

  private JsonEscape() {}
}
