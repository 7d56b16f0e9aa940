package io.tidemark.query.parse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Raw query strings to {@link Query}s, one method per route. For any thread.
 *
 * <p>Every method takes the query string as it came (null: none) and throws {@link
 * BadQueryException} for what the route does not take.
 */
public final class QueryParser {
  /** Most days of a range, both ends counted. */
  public static final int MAX_RANGE_DAYS = 366;

  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_SITES = 1000;
  private static final int MAX_SITES = 10_000;

  /** {@code /stats}. */
  public Query stats(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, "site_id", "date", "start", "end", "limit");
    String site = parameters.site();
    int limit = limit(parameters);
    Instant start = parameters.instant("start");
    Instant end = parameters.instant("end");
    if (parameters.has("date")) {
      if (start != null || end != null) {
        throw new BadQueryException(
            "conflicting_parameters", "date", "date goes with neither start nor end");
      }
      return new Query.OneDay(site, parameters.date("date"), limit);
    }
    if (start == null && end == null) {
      return new Query.AllTime(site, limit);
    }
    if (start != null && end != null && start.isAfter(end)) {
      throw new BadQueryException(
          "start_after_end", "start", "start " + start + " is after end " + end);
    }
    return new Query.Between(site, start, end, limit);
  }

  /** {@code /stats/overview}. */
  public Query overview(@Nullable String raw) {
    return new Query.Overview(Parameters.of(raw, "site_id").site());
  }

  /** {@code /stats/range}. */
  public Query range(@Nullable String raw) {
    Parameters parameters =
        Parameters.of(raw, "site_id", "start_date", "end_date", "interval", "limit");
    String site = parameters.site();
    LocalDate start = parameters.requiredDate("start_date");
    LocalDate end = parameters.requiredDate("end_date");
    if (start.isAfter(end)) {
      throw new BadQueryException(
          "start_after_end", "start_date", "start_date " + start + " is after end_date " + end);
    }
    long days = ChronoUnit.DAYS.between(start, end) + 1;
    if (days > MAX_RANGE_DAYS) {
      throw new BadQueryException(
          "range_too_long",
          "start_date",
          start
              + " to "
              + end
              + " is "
              + days
              + " days; expected at most "
              + MAX_RANGE_DAYS
              + " (for longer spans use /stats with start and end)");
    }
    return new Query.Range(site, start, end, parameters.interval("interval"), limit(parameters));
  }

  /** {@code /stats/trending}. */
  public Query trending(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, "site_id", "days", "limit");
    return new Query.Trending(
        parameters.site(), parameters.integer("days", 1, 183, 7), limit(parameters));
  }

  /** {@code /stats/realtime}. */
  public Query realtime(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, "site_id", "minutes", "limit");
    return new Query.Realtime(
        parameters.site(), parameters.integer("minutes", 1, 1440, 30), limit(parameters));
  }

  /** {@code /sites}. */
  public Query sites(@Nullable String raw) {
    return new Query.Sites(
        Parameters.of(raw, "limit").integer("limit", 1, MAX_SITES, DEFAULT_SITES));
  }

  private static int limit(Parameters parameters) {
    return parameters.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  }
}
