package io.tidemark.query.parse;

import io.tidemark.schemas.event.Dimension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

  private static final int MAX_LIVE_MINUTES = 60;
  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_SITES = 1000;
  private static final int MAX_SITES = 10_000;
  private static final int MAX_SITES_DAYS = 91;
  private static final int MAX_MINUTE_DAYS = 7;

  private static final List<String> ORDERS = List.of("asc", "desc");

  private static final ParameterNames STATS =
      ParameterNames.of("site_id", "date", "start", "end", "limit", "group_by");
  private static final ParameterNames BREAKDOWN =
      ParameterNames.of("site_id", "dimension", "date", "start_date", "end_date", "limit");
  private static final ParameterNames RANGE =
      ParameterNames.of("site_id", "start_date", "end_date", "interval", "limit", "path", "filter");
  private static final ParameterNames TRENDING = ParameterNames.of("site_id", "days", "limit");
  private static final ParameterNames REALTIME = ParameterNames.of("site_id", "minutes", "limit");
  private static final ParameterNames REPORT = ParameterNames.of("page", "now", "order", "take");
  private static final ParameterNames SITES = ParameterNames.of("limit", "days", "site_id");
  private static final ParameterNames SITE = ParameterNames.of("site_id");

  private final @Nullable String defaultSite;

  /**
   * @param defaultSite the site of a page that names no host; null: there is none
   */
  public QueryParser(@Nullable String defaultSite) {
    this.defaultSite = defaultSite;
  }

  /** How the answer to a query that was parsed is to be named. */
  public Naming naming(@Nullable String raw) {
    return Parameters.naming(raw);
  }

  /** {@code /stats}. */
  public Query stats(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, STATS);
    String site = parameters.site();
    int limit = limit(parameters);
    Dimension groupBy = parameters.dimension("group_by");
    Instant start = parameters.instant("start");
    Instant end = parameters.instant("end");
    if (parameters.has("date")) {
      if (start != null || end != null) {
        throw new BadQueryException(
            "conflicting_parameters", "date", "date goes with neither start nor end");
      }
      return new Query.OneDay(site, parameters.date("date"), limit, groupBy);
    }
    if (start == null && end == null) {
      return new Query.AllTime(site, limit, groupBy);
    }
    if (start != null && end != null && start.isAfter(end)) {
      throw new BadQueryException(
          "start_after_end", "start", "start " + start + " is after end " + end);
    }
    return new Query.Between(site, start, end, limit, groupBy);
  }

  /** {@code /stats/overview}. */
  public Query overview(@Nullable String raw) {
    return new Query.Overview(Parameters.of(raw, SITE).site());
  }

  /** {@code /stats/breakdown}. */
  public Query breakdown(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, BREAKDOWN);
    return new Query.Breakdown(
        parameters.site(),
        parameters.requiredDimension("dimension"),
        period(parameters),
        limit(parameters));
  }

  private static Period period(Parameters parameters) {
    boolean isRange = parameters.has("start_date") || parameters.has("end_date");
    if (!parameters.has("date")) {
      return isRange ? days(parameters) : new Period.Ever();
    }
    if (isRange) {
      throw new BadQueryException(
          "conflicting_parameters", "date", "date goes with neither start_date nor end_date");
    }
    return new Period.Day(parameters.date("date"));
  }

  /** {@code /stats/range}. */
  public Query range(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, RANGE);
    String site = parameters.site();
    Period.Days days = days(parameters);
    Interval interval = parameters.interval("interval");
    if (interval == Interval.MINUTE && days.count() > MAX_MINUTE_DAYS) {
      throw new BadQueryException(
          "range_too_long",
          "interval",
          "interval is \"minute\" over "
              + days.count()
              + " days; expected at most "
              + MAX_MINUTE_DAYS);
    }
    if (!parameters.has("path") && !parameters.has("filter")) {
      return new Query.Range(site, days, interval, limit(parameters));
    }
    if (parameters.has("limit") || (parameters.has("path") && parameters.has("filter"))) {
      throw new BadQueryException(
          "conflicting_parameters",
          parameters.has("limit") ? "limit" : "filter",
          "path or filter asks for one value: it has no top, and goes with no other");
    }
    return parameters.has("path")
        ? new Query.OneValue(site, Dimension.PATH, parameters.path("path"), days, interval)
        : oneValue(site, parameters.filter("filter"), days, interval);
  }

  private static Query oneValue(String site, Filter filter, Period.Days days, Interval interval) {
    return new Query.OneValue(site, filter.dimension(), filter.value(), days, interval);
  }

  private static Period.Days days(Parameters parameters) {
    LocalDate start = parameters.requiredDate("start_date");
    LocalDate end = parameters.requiredDate("end_date");
    if (start.isAfter(end)) {
      throw new BadQueryException(
          "start_after_end", "start_date", "start_date " + start + " is after end_date " + end);
    }
    Period.Days range = new Period.Days(start, end);
    if (range.count() > MAX_RANGE_DAYS) {
      throw new BadQueryException(
          "range_too_long",
          "start_date",
          start
              + " to "
              + end
              + " is "
              + range.count()
              + " days; expected at most "
              + MAX_RANGE_DAYS
              + " (for longer spans use /stats with start and end)");
    }
    return range;
  }

  /** {@code /stats/trending}. */
  public Query trending(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, TRENDING);
    return new Query.Trending(
        parameters.site(), parameters.integer("days", 1, 183, 7), limit(parameters));
  }

  /** {@code /stats/realtime}. */
  public Query realtime(@Nullable String raw) {
    return realtime(raw, 1440);
  }

  /** {@code /stats/live}: as realtime, but of fewer minutes, for it is asked again and again. */
  public Query.Realtime live(@Nullable String raw) {
    return realtime(raw, MAX_LIVE_MINUTES);
  }

  private static Query.Realtime realtime(@Nullable String raw, int maxMinutes) {
    Parameters parameters = Parameters.of(raw, REALTIME);
    return new Query.Realtime(
        parameters.site(), parameters.integer("minutes", 1, maxMinutes, 30), limit(parameters));
  }

  /** {@code /report}. */
  public Query report(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, REPORT);
    PageName page = parameters.page("page", defaultSite);
    return new Query.Report(
        page.siteId(),
        page.path(),
        parameters.instantOrEpochMs("now"),
        parameters.oneOf("order", ORDERS).equals("desc"),
        parameters.integer("take", 1, MAX_LIMIT, MAX_LIMIT));
  }

  /** {@code /stats/quality}. */
  public Query quality(@Nullable String raw) {
    return new Query.Quality(Parameters.of(raw, SITE).site());
  }

  /** {@code /sites}. */
  public Query sites(@Nullable String raw) {
    Parameters parameters = Parameters.of(raw, SITES);
    return new Query.Sites(
        parameters.integer("limit", 1, MAX_SITES, DEFAULT_SITES),
        parameters.integer("days", 0, MAX_SITES_DAYS, 0),
        parameters.has("site_id") ? parameters.site() : null);
  }

  private static int limit(Parameters parameters) {
    return parameters.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  }
}
