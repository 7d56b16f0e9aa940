package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Totals;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Period;
import io.tidemark.query.parse.Query;
import io.tidemark.query.plan.Buckets;
import io.tidemark.query.plan.HourWindow;
import io.tidemark.query.plan.Moment;
import io.tidemark.query.plan.Planner;
import io.tidemark.query.plan.Run;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answers of the HTTP contract, canonical names, one method per type of query. */
public final class Answers {
  /** Minutes in which a user counts as active now. */
  private static final int ACTIVE_MINUTES = 5;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public static ObjectNode allTime(Query.AllTime query, Partial.Site partial) {
    ObjectNode answer = Fields.object().put("site_id", query.siteId());
    return Fields.stats(answer, query.groupBy(), partial);
  }

  public static ObjectNode oneDay(Query.OneDay query, Partial.Site partial) {
    ObjectNode answer =
        Fields.object().put("site_id", query.siteId()).put("date", query.date().toString());
    return Fields.stats(answer, query.groupBy(), partial);
  }

  /** The effective start is left out where the query has none. */
  public static ObjectNode between(Query.Between query, Moment moment, Partial.Site partial) {
    HourWindow window = HourWindow.of(query, moment);
    ObjectNode answer = Fields.object().put("site_id", query.siteId());
    if (window.startMs() != null) {
      answer.put("start", Fields.time(window.startMs()));
    }
    answer.put("end", Fields.time(window.endMs()));
    return Fields.stats(answer, query.groupBy(), partial);
  }

  public static ObjectNode overview(Query.Overview query, Moment moment, Partial.Site partial) {
    Map<Long, Totals> days = byStart(partial.slices().get(0));
    LocalDate today = moment.today();
    ObjectNode answer = Fields.object().put("site_id", query.siteId());
    Fields.viewsAndUsers(answer.putObject("today"), on(today, days, moment));
    Fields.viewsAndUsers(answer.putObject("yesterday"), on(today.minusDays(1), days, moment));
    Fields.viewsAndUsers(answer.putObject("all_time"), partial.slices().get(1).totals());
    Period.Days week = new Period.Days(today.minusDays(Planner.OVERVIEW_DAYS - 1), today);
    Series<Totals> series =
        new Series<>(week, moment, (node, parts) -> Fields.viewsAndUsers(node, Totals.sum(parts)));
    answer.set("last_7_days", series.daily(days));
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  public static ObjectNode range(Query.Range query, Moment moment, Partial.Site partial) {
    Partial.SliceResult all = partial.slices().get(0);
    Map<Long, Totals> days = byStart(all);
    ObjectNode answer =
        Fields.object()
            .put("site_id", query.siteId())
            .put("start_date", query.days().first().toString())
            .put("end_date", query.days().last().toString());
    Fields.totals(answer, all.totals());
    Series<Totals> series = series(query.days(), moment);
    answer.set("daily", series.daily(days));
    if (partial.slices().size() > 1) {
      Level level = query.interval() == Interval.HOUR ? Level.HOUR : Level.MINUTE;
      answer.set("series", series.buckets(level, byStart(partial.slices().get(1))));
    } else if (query.interval() != Interval.DAY) {
      answer.set("series", series.spans(query.interval(), days));
    }
    Fields.top(answer, all);
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  /** {@code growth_percent} is rounded to one decimal, half up. */
  public static ObjectNode trending(Query.Trending query, Partial.Trend partial) {
    ObjectNode answer = Fields.object().put("site_id", query.siteId()).put("days", query.days());
    ArrayNode rows = answer.putArray("trending");
    for (Partial.TrendRow row : partial.rows()) {
      ObjectNode item =
          rows.addObject()
              .put("path", row.path())
              .put("views", row.views())
              .put("previous_views", row.previousViews())
              .put("gain", row.gain());
      if (row.previousViews() == 0) {
        item.putNull("growth_percent");
      } else {
        item.put("growth_percent", growth(row));
      }
    }
    Fields.positive(answer, "top_paths_error", partial.error());
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  private static double growth(Partial.TrendRow row) {
    return BigDecimal.valueOf(row.gain())
        .multiply(HUNDRED)
        .divide(BigDecimal.valueOf(row.previousViews()), MathContext.DECIMAL64)
        .setScale(1, RoundingMode.HALF_UP)
        .doubleValue();
  }

  public static ObjectNode realtime(Query.Realtime query, Moment moment, Partial.Site partial) {
    Partial.SliceResult all = partial.slices().get(0);
    Map<Long, Totals> byMinute = byStart(all);
    Run minutes = Planner.minutes(query, moment);
    long activeFrom = minutes.toMs() - ACTIVE_MINUTES * 60_000L;
    List<Totals> active =
        all.points().stream()
            .filter(point -> point.startMs() >= activeFrom)
            .map(Partial.Point::totals)
            .toList();
    ObjectNode answer =
        Fields.object().put("site_id", query.siteId()).put("minutes", query.minutes());
    Fields.views(answer, all.totals());
    Fields.users(answer, "unique_users", all.totals().users());
    Fields.users(answer, "active_users", Totals.sum(active).users());
    Fields.top(answer, all);
    ArrayNode series = answer.putArray("views_per_minute");
    for (long minute : Buckets.starts(minutes, moment.zone())) {
      Totals totals = byMinute.get(minute);
      series
          .addObject()
          .put("minute", Fields.time(minute))
          .put("views", totals == null ? 0 : totals.views());
    }
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  /** Reasons in their alphabetical order. */
  public static ObjectNode quality(Query.Quality query, Partial.Quality partial) {
    SiteQuality counts = partial.counts();
    ObjectNode answer =
        Fields.object().put("site_id", query.siteId()).put("accepted", counts.accepted());
    byReason(answer.putObject("refused"), counts.refused());
    answer.put("late", counts.late()).put("duplicate", counts.duplicates());
    byReason(answer.putObject("bot"), counts.bots());
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  private static void byReason(ObjectNode node, Map<String, Long> counts) {
    new TreeMap<>(counts).forEach(node::put);
  }

  /**
   * The sites; where days were asked for, with their earliest event and these days.
   *
   * @param today a site's current date
   */
  public static ObjectNode sites(
      Query.Sites query, Partial.Sites partial, Function<String, LocalDate> today) {
    ObjectNode answer = Fields.object();
    ArrayNode rows = answer.putArray("sites");
    for (Partial.SiteRow row : partial.rows()) {
      ObjectNode item =
          rows.addObject()
              .put("site_id", row.siteId())
              .put("views_today", row.viewsToday())
              .put("newest_event", Fields.preciseTime(row.newestEventMs()));
      if (query.days() > 0) {
        item.put("oldest_event", Fields.preciseTime(row.oldestEventMs()));
        daily(item.putArray("daily"), row.dailyViews(), today.apply(row.siteId()));
      }
    }
    return answer.put("as_of", Fields.preciseTime(partial.asOfMs()));
  }

  private static void daily(ArrayNode days, List<Long> views, LocalDate today) {
    for (int i = 0; i < views.size(); i++) {
      LocalDate date = today.minusDays(views.size() - 1L - i);
      days.addObject().put("date", date.toString()).put("total_views", views.get(i));
    }
  }

  private static Series<Totals> series(Period.Days days, Moment moment) {
    return new Series<>(days, moment, (node, parts) -> Fields.totals(node, Totals.sum(parts)));
  }

  private static Totals on(LocalDate date, Map<Long, Totals> days, Moment moment) {
    return days.getOrDefault(moment.startOf(date), Totals.empty());
  }

  private static Map<Long, Totals> byStart(Partial.SliceResult slice) {
    return slice.points().stream()
        .collect(Collectors.toMap(Partial.Point::startMs, Partial.Point::totals));
  }

  private Answers() {}
}
