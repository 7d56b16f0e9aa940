package io.tidemark.topology.view;

import java.util.Comparator;

/**
 * Orders text by its UTF-8 bytes, without encoding it: that is code point order, which differs from
 * {@link String#compareTo} only where a surrogate meets a character of U+E000 and above.
 */
public final class Utf8Order {
  /** Ascending. */
  public static final Comparator<String> ASCENDING = Utf8Order::compare;

  /** Negative, zero or positive as {@code a} sorts before, with or after {@code b}. */
  public static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private Utf8Order() {}
}
