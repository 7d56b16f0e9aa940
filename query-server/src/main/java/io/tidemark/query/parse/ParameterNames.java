package io.tidemark.query.parse;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a route's parameters go by: canonical {@code site_id}, alias {@code siteId}, and
 * so on. For any thread.
 */
final class ParameterNames {
  /** The parameter that every route takes. */
  static final String NAMING = "naming";

  private static final Pattern WORD_START = Pattern.compile("_([a-z])");

  private final List<String> known;
  private final Map<String, String> canonical = new HashMap<>();

  private ParameterNames(List<String> known) {
    this.known = known;
    for (String name : known) {
      canonical.put(name, name);
      canonical.put(camel(name), name);
    }
    canonical.put(NAMING, NAMING);
  }

  /**
   * The names that one route takes; made once, not for each request.
   *
   * @param known canonical names, besides {@link #NAMING}
   */
  static ParameterNames of(String... known) {
    return new ParameterNames(List.of(known));
  }

  /**
   * The values of a query string by canonical names. A name that is not known, or given twice under
   * whatever names, is refused.
   *
   * @param raw the query string as it came; null: none
   */
  Map<String, String> read(@Nullable String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    QueryString.parse(raw)
        .forEach(
            (given, value) -> {
              String name = canonical.get(given);
              if (name == null) {
                throw unknown(given);
              }
              if (values.putIfAbsent(name, value) != null) {
                throw QueryString.repeated(name);
              }
            });
    return values;
  }

  private static String camel(String name) {
    return WORD_START.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  private BadQueryException unknown(String given) {
    return new BadQueryException(
        "unknown_parameter",
        QueryString.shown(given),
        "unknown parameter \""
            + QueryString.shown(given)
            + "\"; expected any of "
            + String.join(", ", known)
            + (known.isEmpty() ? "" : ", ")
            + NAMING);
  }
}
