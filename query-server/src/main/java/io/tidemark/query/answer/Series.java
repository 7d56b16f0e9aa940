package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Period;
import io.tidemark.query.plan.Buckets;
import io.tidemark.query.plan.Moment;
import io.tidemark.query.plan.Run;
import io.tidemark.topology.view.Level;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The series of some days: minutes, hours, days, weeks or months, those without events included.
 *
 * @param put writes what some buckets (none, one or more) hold together
 */
record Series<B>(Period.Days period, Moment moment, BiConsumer<ObjectNode, List<B>> put) {

  /** One point per day; {@code date} is a date. */
  ArrayNode daily(Map<Long, B> days) {
    ArrayNode daily = JsonNodeFactory.instance.arrayNode();
    LocalDate date = period.first();
    while (!date.isAfter(period.last())) {
      LocalDate next = date.plusDays(1);
      put.accept(daily.addObject().put("date", date.toString()), during(date, next, days));
      date = next;
    }
    return daily;
  }

  /** One point per hour or minute; {@code start} is an instant. */
  ArrayNode buckets(Level level, Map<Long, B> buckets) {
    Run run =
        new Run(level, moment.startOf(period.first()), moment.startOf(period.last().plusDays(1)));
    ArrayNode series = JsonNodeFactory.instance.arrayNode();
    for (long start : Buckets.starts(run, moment.zone())) {
      B bucket = buckets.get(start);
      put.accept(
          series.addObject().put("start", Fields.time(start)),
          bucket == null ? List.of() : List.of(bucket));
    }
    return series;
  }

  /**
   * One point per ISO week (from Monday) or month; {@code start} is a date. The first and last are
   * cut to the period, so that the points add up to the total.
   */
  ArrayNode spans(Interval interval, Map<Long, B> days) {
    ArrayNode series = JsonNodeFactory.instance.arrayNode();
    LocalDate start = period.first();
    while (!start.isAfter(period.last())) {
      LocalDate next = next(start, interval);
      put.accept(series.addObject().put("start", start.toString()), during(start, next, days));
      start = next;
    }
    return series;
  }

  /** The buckets of the period's days from one, inclusive, to another, exclusive. */
  private List<B> during(LocalDate from, LocalDate to, Map<Long, B> days) {
    List<B> found = new ArrayList<>();
    for (LocalDate date = from;
        date.isBefore(to) && !date.isAfter(period.last());
        date = date.plusDays(1)) {
      B day = days.get(moment.startOf(date));
      if (day != null) {
        found.add(day);
      }
    }
    return found;
  }

  private static LocalDate next(LocalDate date, Interval interval) {
    return interval == Interval.MONTH
        ? date.with(TemporalAdjusters.firstDayOfNextMonth())
        : date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
  }
}
