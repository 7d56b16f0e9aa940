package io.tidemark.query.plan;

import io.tidemark.query.parse.BadQueryException;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Query;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Turns queries into plans: the largest buckets that fit. For any thread.
 *
 * <p>Every method throws {@link BadQueryException} ({@code beyond_retention}) if the query needs
 * rows that are no longer kept.
 */
public final class Planner {
  private static final long MINUTE_MS = 60_000;

  /** Days of the overview's little chart. */
  public static final int OVERVIEW_DAYS = 7;

  private final Function<Level, Duration> retention;

  /**
   * @param retention how long a level's rows are kept after their bucket's start
   */
  public Planner(Function<Level, Duration> retention) {
    this.retention = retention;
  }

  public Plan.SiteRead allTime(Query.AllTime query, Moment moment) {
    return read(query.siteId(), moment, new Slice(List.of(everything()), false, query.limit()));
  }

  public Plan.SiteRead oneDay(Query.OneDay query, Moment moment) {
    Run day = days(query.date(), query.date(), moment);
    return read(query.siteId(), moment, new Slice(List.of(day), false, query.limit()));
  }

  public Plan.SiteRead between(Query.Between query, Moment moment) {
    List<Run> runs = HourWindow.of(query, moment).runs(moment);
    for (Run run : runs) {
      requireKept(run, moment, query.start() == null ? "end" : "start");
    }
    return read(query.siteId(), moment, new Slice(runs, false, query.limit()));
  }

  /** First slice: the last seven days, each; second slice: all time. */
  public Plan.SiteRead overview(Query.Overview query, Moment moment) {
    LocalDate today = moment.today();
    Run week = days(today.minusDays(OVERVIEW_DAYS - 1), today, moment);
    return read(
        query.siteId(),
        moment,
        new Slice(List.of(week), true, 0),
        new Slice(List.of(everything()), false, 0));
  }

  /** First slice: the days, each; second slice, for hours only: the hours, each. */
  public Plan.SiteRead range(Query.Range query, Moment moment) {
    Run days = days(query.startDate(), query.endDate(), moment);
    Slice daily = new Slice(List.of(days), true, query.limit());
    if (query.interval() != Interval.HOUR) {
      return read(query.siteId(), moment, daily);
    }
    Run hours = new Run(Level.HOUR, days.fromMs(), days.toMs());
    requireKept(hours, moment, "start_date");
    return read(query.siteId(), moment, daily, new Slice(List.of(hours), true, 0));
  }

  public Plan.TrendRead trending(Query.Trending query, Moment moment) {
    LocalDate today = moment.today();
    LocalDate first = today.minusDays(query.days() - 1L);
    return new Plan.TrendRead(
        query.siteId(),
        moment.zone().getId(),
        days(first, today, moment),
        days(first.minusDays(query.days()), first.minusDays(1), moment),
        query.limit());
  }

  /** One slice: the minutes, each; the current one last. */
  public Plan.SiteRead realtime(Query.Realtime query, Moment moment) {
    Run minutes = minutes(query, moment);
    requireKept(minutes, moment, "minutes");
    return read(query.siteId(), moment, new Slice(List.of(minutes), true, query.limit()));
  }

  /** The minutes a realtime query is about. */
  public static Run minutes(Query.Realtime query, Moment moment) {
    long current = moment.startOf(Level.MINUTE, moment.now());
    return new Run(Level.MINUTE, current - (query.minutes() - 1) * MINUTE_MS, current + MINUTE_MS);
  }

  private static Plan.SiteRead read(String siteId, Moment moment, Slice... slices) {
    return new Plan.SiteRead(siteId, moment.zone().getId(), List.of(slices));
  }

  private static Run everything() {
    return new Run(Level.ALL, 0, 1);
  }

  private static Run days(LocalDate first, LocalDate last, Moment moment) {
    return new Run(Level.DAY, moment.startOf(first), moment.startOf(last.plusDays(1)));
  }

  private void requireKept(Run run, Moment moment, String field) {
    long keptMs = retention.apply(run.level()).toMillis();
    long earliest = moment.now().toEpochMilli() - keptMs;
    if (run.fromMs() >= earliest) {
      return;
    }
    Instant first = Instant.ofEpochMilli(Buckets.atOrAfter(run.level(), earliest, moment.zone()));
    String level = run.level().name().toLowerCase(Locale.ROOT);
    throw new BadQueryException(
        "beyond_retention",
        field,
        "this needs "
            + level
            + " rows from "
            + Instant.ofEpochMilli(run.fromMs())
            + " on; the earliest kept is "
            + first
            + (run.level() == Level.HOUR ? " (whole days are kept for ever)" : ""));
  }
}
