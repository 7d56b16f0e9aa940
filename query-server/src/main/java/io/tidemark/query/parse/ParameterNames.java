package io.tidemark.query.parse;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names parameters go by: canonical {@code site_id}, alias {@code siteId}, and so on. */
final class ParameterNames {
  /** The parameter that every route takes. */
  static final String NAMING = "naming";

  private static final Pattern WORD_START = Pattern.compile("_([a-z])");

  /**
   * The values of a query string by canonical names. A name that is not known, or given twice under
   * whatever names, is refused.
   *
   * @param raw the query string as it came; null: none
   * @param known canonical names, besides {@link #NAMING}
   */
  static Map<String, String> canonical(@Nullable String raw, String... known) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : known) {
      names.put(name, name);
      names.put(camel(name), name);
    }
    names.put(NAMING, NAMING);
    Map<String, String> values = new LinkedHashMap<>();
    QueryString.parse(raw)
        .forEach(
            (given, value) -> {
              String name = names.get(given);
              if (name == null) {
                throw unknown(given, known);
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

  private static BadQueryException unknown(String given, String... known) {
    return new BadQueryException(
        "unknown_parameter",
        QueryString.shown(given),
        "unknown parameter \""
            + QueryString.shown(given)
            + "\"; expected any of "
            + String.join(", ", known)
            + (known.length == 0 ? "" : ", ")
            + NAMING);
  }

  private ParameterNames() {}
}
