package io.tidemark.standalone.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lengths of time as text: a whole number and ms, s, m, h or d (24 hours). */
final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

  /**
   * A duration of zero or more.
   *
   * @throws IllegalArgumentException if the text is not of the form
   */
  static Duration parse(String text) {
    var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private Durations() {}
}
