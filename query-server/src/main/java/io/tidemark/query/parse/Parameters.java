package io.tidemark.query.parse;

import io.tidemark.schemas.event.EventLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, read by type. Each reader throws {@link BadQueryException} naming
 * the parameter, its value and what was expected.
 */
final class Parameters {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
  private static final int MAX_YEAR = 9999;

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param raw the query string as it came; null: none
   * @param known the names this route takes; any other is refused
   */
  static Parameters of(@Nullable String raw, String... known) {
    Map<String, String> values = QueryString.parse(raw);
    for (String name : values.keySet()) {
      if (!Arrays.asList(known).contains(name)) {
        throw new BadQueryException(
            "unknown_parameter",
            QueryString.shown(name),
            "unknown parameter \""
                + QueryString.shown(name)
                + "\"; expected "
                + (known.length == 0 ? "none" : "any of " + String.join(", ", known)));
      }
    }
    return new Parameters(values);
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
        return LocalDate.parse(value);
      } catch (DateTimeParseException e) {
        throw invalid(name, value, "a date of the calendar, yyyy-mm-dd");
      }
    }
    throw invalid(name, value, "a date, yyyy-mm-dd");
  }

  /** An instant of the years 1970 to 9999; null if absent. */
  @Nullable Instant instant(String name) {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    String expected = "ISO 8601 with an offset, like 2025-11-12T10:00:00Z";
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
    throw invalid(name, value, "hour, day, week or month");
  }

  private static BadQueryException invalid(String name, String value, String expected) {
    return new BadQueryException(
        "invalid_" + name,
        name,
        name + " is \"" + QueryString.shown(value) + "\"; expected " + expected);
  }
}
