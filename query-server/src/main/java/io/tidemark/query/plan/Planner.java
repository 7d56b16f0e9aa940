package io.tidemark.query.plan;

import io.tidemark.query.parse.BadQueryException;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Query;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns queries into plans: the largest buckets that fit. For any thread.
 *
 * <p>Every method throws {@link BadQueryException} ({@code beyond_retention}) if the query needs
 * rows that are no longer kept, or {@code dimension_not_kept} if it needs rows that never were.
 */
public final class Planner {
  private static final long MINUTE_MS = 60_000;

  /** Days of the overview's little chart. */
  public static final int OVERVIEW_DAYS = 7;

  /** Hours of a report, the current one included. */
  private static final int REPORT_HOURS = 24;

  private static final long HOUR_MS = 60 * MINUTE_MS;

  private final Function<Level, Duration> retention;
  private final Set<Dimension> dimensions;

  /**
   * @param retention how long a level's rows are kept after their bucket's start
   * @param dimensions what days and all time are broken down by
   */
  public Planner(Function<Level, Duration> retention, Set<Dimension> dimensions) {
    this.retention = retention;
    this.dimensions = Set.copyOf(dimensions);
  }

  public Plan.SiteRead allTime(Query.AllTime query, Moment moment) {
    return read(
        query.siteId(),
        moment,
        new Slice(List.of(everything()), false, tops(query.limit(), query.groupBy())));
  }

  public Plan.SiteRead oneDay(Query.OneDay query, Moment moment) {
    Run day = days(query.date(), query.date(), moment);
    return read(
        query.siteId(),
        moment,
        new Slice(List.of(day), false, tops(query.limit(), query.groupBy())));
  }

  public Plan.SiteRead between(Query.Between query, Moment moment) {
    List<Run> runs = HourWindow.of(query, moment).runs(moment);
    for (Run run : runs) {
      requireKept(run, moment, query.start() == null ? "end" : "start");
      requireBrokenDown(run, query.groupBy(), "group_by");
    }
    return read(
        query.siteId(), moment, new Slice(runs, false, tops(query.limit(), query.groupBy())));
  }

  /** First slice: the last seven days, each; second slice: all time. */
  public Plan.SiteRead overview(Query.Overview query, Moment moment) {
    LocalDate today = moment.today();
    Run week = days(today.minusDays(OVERVIEW_DAYS - 1), today, moment);
    return read(
        query.siteId(),
        moment,
        new Slice(List.of(week), true, List.of()),
        new Slice(List.of(everything()), false, List.of()));
  }

  /** First slice: the days, each; second slice, for hours and minutes only: these, each. */
  public Plan.SiteRead range(Query.Range query, Moment moment) {
    Run days = days(query.days().first(), query.days().last(), moment);
    Slice daily = new Slice(List.of(days), true, tops(query.limit(), null));
    return finer(query.interval(), days, moment)
        .map(run -> read(query.siteId(), moment, daily, new Slice(List.of(run), true, List.of())))
        .orElseGet(() -> read(query.siteId(), moment, daily));
  }

  /** The buckets of a series that days cannot make. */
  private Optional<Run> finer(Interval interval, Run days, Moment moment) {
    if (interval != Interval.HOUR && interval != Interval.MINUTE) {
      return Optional.empty();
    }
    Level level = interval == Interval.HOUR ? Level.HOUR : Level.MINUTE;
    Run run = new Run(level, days.fromMs(), days.toMs());
    requireKept(run, moment, "start_date");
    return Optional.of(run);
  }

  /** One slice with one table. */
  public Plan.SiteRead breakdown(Query.Breakdown query, Moment moment) {
    Run run =
        query
            .period()
            .match(
                Planner::everything,
                date -> days(date, date, moment),
                (first, last) -> days(first, last, moment));
    TopRead top = new TopRead(kept(query.dimension(), "dimension"), query.limit(), true);
    return read(query.siteId(), moment, new Slice(List.of(run), false, List.of(top)));
  }

  /** The value's days and, where the series is of hours or minutes, these. */
  public Plan.ValueRead oneValue(Query.OneValue query, Moment moment) {
    Run days = days(query.days().first(), query.days().last(), moment);
    List<Run> runs = new ArrayList<>(List.of(days));
    Optional<Run> finer = finer(query.interval(), days, moment);
    finer.ifPresent(run -> requireBrokenDown(run, query.dimension(), "interval"));
    finer.ifPresent(runs::add);
    return new Plan.ValueRead(
        query.siteId(),
        moment.zone().getId(),
        kept(query.dimension(), "filter"),
        query.value(),
        runs);
  }

  /** The hour that holds the report's moment, and those before it. */
  public Plan.ValueRead report(Query.Report query, Moment moment) {
    Instant until = query.now() == null ? moment.now() : query.now();
    long current = moment.startOf(Level.HOUR, until);
    long first = Level.HOUR.startOf(current - (REPORT_HOURS - 1) * HOUR_MS, moment.zone());
    Run hours = new Run(Level.HOUR, first, Buckets.next(Level.HOUR, current, moment.zone()));
    requireKept(hours, moment, "now");
    return new Plan.ValueRead(
        query.siteId(), moment.zone().getId(), Dimension.PATH, query.path(), List.of(hours));
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
    return read(
        query.siteId(), moment, new Slice(List.of(minutes), true, tops(query.limit(), null)));
  }

  /** The minutes a realtime query is about. */
  public static Run minutes(Query.Realtime query, Moment moment) {
    long current = moment.startOf(Level.MINUTE, moment.now());
    return new Run(Level.MINUTE, current - (query.minutes() - 1) * MINUTE_MS, current + MINUTE_MS);
  }

  private static Plan.SiteRead read(String siteId, Moment moment, Slice... slices) {
    return new Plan.SiteRead(siteId, moment.zone().getId(), List.of(slices));
  }

  /** The top paths, and if it is asked for, a breakdown. */
  private List<TopRead> tops(int limit, @Nullable Dimension groupBy) {
    TopRead paths = new TopRead(Dimension.PATH, limit, false);
    return groupBy == null
        ? List.of(paths)
        : List.of(paths, new TopRead(kept(groupBy, "group_by"), limit, true));
  }

  private Dimension kept(Dimension dimension, String field) {
    if (dimension == Dimension.PATH || dimensions.contains(dimension)) {
      return dimension;
    }
    throw new BadQueryException(
        "dimension_not_kept",
        field,
        field
            + " is \""
            + dimension.key()
            + "\", which is not kept here; add it to TIDEMARK_DIMENSIONS to have it counted from"
            + " then on");
  }

  /** Hours and minutes know their paths alone. */
  private static void requireBrokenDown(Run run, @Nullable Dimension dimension, String field) {
    if (run.level() != Level.DAY && dimension != null && dimension != Dimension.PATH) {
      throw new BadQueryException(
          "whole_days_needed",
          field,
          "this needs "
              + dimension.key()
              + ", which is kept per day; expected start and end at midnight, or date,"
              + " or an interval of days");
    }
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
