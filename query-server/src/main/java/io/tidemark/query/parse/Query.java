package io.tidemark.query.parse;

import io.tidemark.schemas.event.Dimension;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One question to the statistics, checked but not yet related to any clock or time zone. */
public sealed interface Query {

  /**
   * Everything a site ever counted.
   *
   * @param groupBy a breakdown to add; null: none
   */
  record AllTime(String siteId, int limit, @Nullable Dimension groupBy) implements Query {}

  /**
   * One day of a site.
   *
   * @param groupBy a breakdown to add; null: none
   */
  record OneDay(String siteId, LocalDate date, int limit, @Nullable Dimension groupBy)
      implements Query {}

  /**
   * A site between two instants, at least one of them given.
   *
   * @param start inclusive; null: the beginning
   * @param end exclusive; null: now
   * @param groupBy a breakdown to add; null: none
   */
  record Between(
      String siteId,
      @Nullable Instant start,
      @Nullable Instant end,
      int limit,
      @Nullable Dimension groupBy)
      implements Query {}

  /** Today, yesterday, all time and the last seven days of a site. */
  record Overview(String siteId) implements Query {}

  /**
   * A site from one day to another, both inclusive.
   *
   * @param interval of the series
   */
  record Range(String siteId, Period.Days days, Interval interval, int limit) implements Query {}

  /**
   * One value of a dimension, a page for one, from one day to another.
   *
   * @param interval of the series
   */
  record OneValue(
      String siteId, Dimension dimension, String value, Period.Days days, Interval interval)
      implements Query {}

  /** The values of a dimension with the most views. */
  record Breakdown(String siteId, Dimension dimension, Period period, int limit) implements Query {}

  /** The paths of a site that gained most in the last days against as many days before. */
  record Trending(String siteId, int days, int limit) implements Query {}

  /** The last minutes of a site, the current one included. */
  record Realtime(String siteId, int minutes, int limit) implements Query {}

  /**
   * The hours of one page up to a moment.
   *
   * @param now in the last hour; null: the clock's
   * @param newestFirst whether the last hour comes first
   * @param take most hours, after ordering
   */
  record Report(String siteId, String path, @Nullable Instant now, boolean newestFirst, int take)
      implements Query {}

  /** What became of a site's events. */
  record Quality(String siteId) implements Query {}

  /**
   * All sites, busiest today first.
   *
   * @param days how many days to tell the views of, today the last; 0: none
   * @param siteId the one site to tell of; null: all
   */
  record Sites(int limit, int days, @Nullable String siteId) implements Query {}

  /** One case per type of query. */
  interface Cases<R> {
    R allTime(AllTime query);

    R oneDay(OneDay query);

    R between(Between query);

    R overview(Overview query);

    R range(Range query);

    R oneValue(OneValue query);

    R breakdown(Breakdown query);

    R report(Report query);

    R quality(Quality query);

    R trending(Trending query);

    R realtime(Realtime query);

    R sites(Sites query);
  }

  /** Calls the case of this query's type. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof AllTime query) {
      return cases.allTime(query);
    } else if (this instanceof OneDay query) {
      return cases.oneDay(query);
    } else if (this instanceof Between query) {
      return cases.between(query);
    } else if (this instanceof Overview query) {
      return cases.overview(query);
    } else if (this instanceof Range query) {
      return cases.range(query);
    } else if (this instanceof OneValue query) {
      return cases.oneValue(query);
    } else if (this instanceof Breakdown query) {
      return cases.breakdown(query);
    } else if (this instanceof Report query) {
      return cases.report(query);
    } else if (this instanceof Quality query) {
      return cases.quality(query);
    } else if (this instanceof Trending query) {
      return cases.trending(query);
    } else if (this instanceof Realtime query) {
      return cases.realtime(query);
    } else if (this instanceof Sites query) {
      return cases.sites(query);
    }
    throw new IllegalStateException("no case for " + getClass());
  }
}
