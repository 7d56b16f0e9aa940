package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidemark.query.merge.Totals;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Query;
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

/** The series of a range: hours, weeks or months, those without events included. */
final class Series {

  /** One point per hour; {@code start} is an instant. */
  static ArrayNode hours(Query.Range query, Moment moment, Map<Long, Totals> hours) {
    Run run =
        new Run(
            Level.HOUR,
            moment.startOf(query.startDate()),
            moment.startOf(query.endDate().plusDays(1)));
    ArrayNode series = JsonNodeFactory.instance.arrayNode();
    for (long hour : Buckets.starts(run, moment.zone())) {
      Fields.viewsAndUsers(
          series.addObject().put("start", Fields.time(hour)),
          hours.getOrDefault(hour, Totals.empty()));
    }
    return series;
  }

  /**
   * One point per ISO week (from Monday) or month; {@code start} is a date. The first and last are
   * cut to the range, so that the points add up to the total.
   */
  static ArrayNode spans(Query.Range query, Moment moment, Map<Long, Totals> days) {
    ArrayNode series = JsonNodeFactory.instance.arrayNode();
    LocalDate start = query.startDate();
    while (!start.isAfter(query.endDate())) {
      LocalDate next = next(start, query.interval());
      List<Totals> parts = new ArrayList<>();
      for (LocalDate date = start;
          date.isBefore(next) && !date.isAfter(query.endDate());
          date = date.plusDays(1)) {
        Totals day = days.get(moment.startOf(date));
        if (day != null) {
          parts.add(day);
        }
      }
      Fields.viewsAndUsers(series.addObject().put("start", start.toString()), Totals.sum(parts));
      start = next;
    }
    return series;
  }

  private static LocalDate next(LocalDate date, Interval interval) {
    return interval == Interval.MONTH
        ? date.with(TemporalAdjusters.firstDayOfNextMonth())
        : date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
  }

  private Series() {}
}
