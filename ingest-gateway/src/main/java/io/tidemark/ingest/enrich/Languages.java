package io.tidemark.ingest.enrich;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The language somebody reads first, of a header {@code Accept-Language} (RFC 9110, 12.5.4). */
final class Languages {
  private static final int MAX_CHARS = 512;
  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}\\s*(?:;\\s*[qQ]\\s*=\\s*([01](?:\\.[0-9]{0,3})?))?\\s*");

  /**
   * The primary tag with the greatest weight, in lower case; of equal ones the first.
   *
   * @return null: there is none
   */
  static @Nullable String preferred(String header) {
    String best = null;
    double bestWeight = 0;
    String seen = header.length() <= MAX_CHARS ? header : header.substring(0, MAX_CHARS);
    for (String range : seen.split(",")) {
      Matcher parts = RANGE.matcher(range);
      if (parts.matches()) {
        double weight = parts.group(2) == null ? 1 : Double.parseDouble(parts.group(2));
        if (weight > bestWeight) {
          best = parts.group(1).toLowerCase(Locale.ROOT);
          bestWeight = weight;
        }
      }
    }
    return best;
  }

  private Languages() {}
}
