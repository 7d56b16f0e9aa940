package io.tidemark.standalone.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Sizes as text: bytes as a number, or with KiB, MiB or GiB. */
final class Sizes {
  private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18})(b|kib|mib|gib)?");

  /**
   * Bytes.
   *
   * @throws IllegalArgumentException if the text is not of the form, or too large for a long
   */
  static long parse(String text) {
    var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "b" : matcher.group(2);
    long scale =
        switch (unit) {
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default -> 1L;
        };
    try {
      return Math.multiplyExact(number, scale);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private Sizes() {}
}
