package io.tidemark.query.parse;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventLimits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, read by type, under their canonical names; {@code siteId} is an
 * alias of {@code site_id}, and so on. Each reader throws {@link BadQueryException} naming the
 * parameter, its value and what was expected.
 */
final class Parameters {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern EPOCH_MS = Pattern.compile("\\d{1,15}");
  private static final int MAX_YEAR = 9999;

  private static final String DIMENSIONS =
      "one of "
          + Arrays.stream(Dimension.values()).map(Dimension::key).collect(Collectors.joining(", "));

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param raw the query string as it came; null: none
   * @param names the names this route takes; any other is refused
   */
  static Parameters of(@Nullable String raw, ParameterNames names) {
    Parameters parameters = new Parameters(names.read(raw));
    parameters.naming();
    return parameters;
  }

  /** How the answer's fields are to be named. */
  Naming naming() {
    String value = values.getOrDefault(ParameterNames.NAMING, "snake");
    return switch (value) {
      case "snake" -> Naming.SNAKE;
      case "camel" -> Naming.CAMEL;
      default -> throw invalid(ParameterNames.NAMING, value, "snake or camel");
    };
  }

  /** How the answer to a query is to be named whose parameters were read before. */
  static Naming naming(@Nullable String raw) {
    return new Parameters(QueryString.parse(raw)).naming();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The parameter {@code site_id}; a query has no default site. */
  String site() {
    String site = values.get("site_id");
    if (site == null) {
      throw new BadQueryException(
          "missing_parameter", "site_id", "site_id is missing; expected the site asked about");
    }
    int length = site.codePointCount(0, site.length());
    if (length < 1 || length > EventLimits.SITE_ID) {
      throw new BadQueryException(
          "invalid_site_id",
          "site_id",
          "site_id has " + length + " characters; expected 1 to " + EventLimits.SITE_ID);
    }
    return site;
  }

  /** An integer of min..max, both inclusive. */
  int integer(String name, int min, int max, int ifAbsent) {
    String value = values.get(name);
    if (value == null) {
      return ifAbsent;
    }
    int number = INTEGER.matcher(value).matches() ? Integer.parseInt(value) : -1;
    if (number < min || number > max) {
      throw invalid(name, value, "an integer from " + min + " to " + max);
    }
    return number;
  }

  /** A date that must be there. */
  LocalDate requiredDate(String name) {
    if (!has(name)) {
      throw new BadQueryException(
          "missing_parameter", name, name + " is missing; expected a date, yyyy-mm-dd");
    }
    return date(name);
  }

  /** A date of the years 0000 to 9999. */
  LocalDate date(String name) {
    String value = values.getOrDefault(name, "");
    if (DATE.matcher(value).matches()) {
      try {
        return LocalDate.of( // a formatter takes longer than the rest of a short question's words
            Integer.parseInt(value, 0, 4, 10),
            Integer.parseInt(value, 5, 7, 10),
            Integer.parseInt(value, 8, 10, 10));
      } catch (DateTimeException e) {
        throw invalid(name, value, "a date of the calendar, yyyy-mm-dd");
      }
    }
    throw invalid(name, value, "a date, yyyy-mm-dd");
  }

  /** An instant of the years 1970 to 9999; null if absent. */
  @Nullable Instant instant(String name) {
    return instant(name, "ISO 8601 with an offset, like 2025-11-12T10:00:00Z");
  }

  private @Nullable Instant instant(String name, String form) {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    String expected = form;
    try {
      OffsetDateTime time = INSTANT.parse(value, OffsetDateTime::from);
      if (time.getYear() <= MAX_YEAR && time.toInstant().getEpochSecond() >= 0) {
        return time.toInstant();
      }
    } catch (DateTimeParseException e) {
      if (value.indexOf(' ') > 0) {
        expected += " (in an address, + must be written %2B)";
      }
    }
    throw invalid(name, value, expected);
  }

  /** An instant as above, or epoch milliseconds; null if absent. */
  @Nullable Instant instantOrEpochMs(String name) {
    String value = values.getOrDefault(name, "");
    if (EPOCH_MS.matcher(value).matches()) {
      Instant instant = Instant.ofEpochMilli(Long.parseLong(value));
      if (instant.atOffset(ZoneOffset.UTC).getYear() <= MAX_YEAR) {
        return instant;
      }
    }
    return instant(name, "ISO 8601 with an offset, or epoch milliseconds");
  }

  /** A path, as events have it; what follows {@code ?} or {@code #} is cut off as theirs was. */
  String path(String name) {
    String value = values.getOrDefault(name, "");
    String path = PageName.cut(value);
    if (!PageName.isPath(path)) {
      throw invalid(name, value, "a path of 1 to " + EventLimits.PATH + " characters");
    }
    return path;
  }

  /** One value of a dimension, like {@code browser:Firefox}. */
  Filter filter(String name) {
    String given = values.getOrDefault(name, "");
    return Filter.of(given)
        .orElseThrow(
            () -> invalid(name, given, "dimension:value, like browser:Firefox; of " + DIMENSIONS));
  }

  /** A page that must be there. */
  PageName page(String name, @Nullable String defaultSite) {
    String value = values.get(name);
    if (value == null) {
      throw new BadQueryException(
          "missing_parameter", name, name + " is missing; expected one like example.com/pricing");
    }
    return PageName.of(value, defaultSite);
  }

  /** A dimension's name that must be there. */
  Dimension requiredDimension(String name) {
    Dimension dimension = dimension(name);
    if (dimension == null) {
      throw new BadQueryException(
          "missing_parameter", name, name + " is missing; expected " + DIMENSIONS);
    }
    return dimension;
  }

  /** A dimension's name; null if absent. */
  @Nullable Dimension dimension(String name) {
    String value = values.get(name);
    return value == null
        ? null
        : Dimension.of(value).orElseThrow(() -> invalid(name, value, DIMENSIONS));
  }

  /** One of some words; the first if absent. */
  String oneOf(String name, List<String> words) {
    String value = values.getOrDefault(name, words.get(0));
    if (words.contains(value)) {
      return value;
    }
    throw invalid(name, value, String.join(" or ", words));
  }

  /** One of the values of an interval. */
  Interval interval(String name) {
    String value = values.get(name);
    if (value == null) {
      return Interval.DAY;
    }
    for (Interval interval : Interval.values()) {
      if (interval.parameter().equals(value)) {
        return interval;
      }
    }
    throw invalid(name, value, "minute, hour, day, week or month");
  }

  private static BadQueryException invalid(String name, String value, String expected) {
    return new BadQueryException(
        "invalid_" + name,
        name,
        name + " is \"" + QueryString.shown(value) + "\"; expected " + expected);
  }
}
