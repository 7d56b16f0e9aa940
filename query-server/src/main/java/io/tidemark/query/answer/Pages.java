package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Users;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Query;
import io.tidemark.query.plan.Moment;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the HTTP contract says of one page, or of another one value. */
public final class Pages {

  /**
   * A range of one value: views and users, no other events (those are not kept per value) and no
   * top. Hours and minutes have views alone. A page is named {@code path}, all else by {@code
   * dimension} and {@code value}.
   */
  public static ObjectNode oneValue(Query.OneValue query, Moment moment, Partial.History partial) {
    List<Partial.ValuePoint> days = of(Level.DAY, partial);
    Map<Long, Partial.ValuePoint> byDay = byStart(days);
    ObjectNode answer = Fields.object().put("site_id", query.siteId());
    if (query.dimension() == Dimension.PATH) {
      answer.put("path", query.value());
    } else {
      answer.put("dimension", query.dimension().key()).put("value", query.value());
    }
    answer
        .put("start_date", query.days().first().toString())
        .put("end_date", query.days().last().toString());
    viewsAndUsers(answer, days);
    var series = new Series<>(query.days(), moment, Pages::viewsAndUsers);
    answer.set("daily", series.daily(byDay));
    if (query.interval() == Interval.HOUR || query.interval() == Interval.MINUTE) {
      Level level = query.interval() == Interval.HOUR ? Level.HOUR : Level.MINUTE;
      var finer = new Series<>(query.days(), moment, Pages::views);
      answer.set("series", finer.buckets(level, byStart(of(level, partial))));
    } else if (query.interval() != Interval.DAY) {
      answer.set("series", series.spans(query.interval(), byDay));
    }
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  /** A report: the hours with views, {@code h} the hour of the site's day, {@code v} the views. */
  public static ObjectNode report(Query.Report query, Moment moment, Partial.History partial) {
    List<Partial.ValuePoint> hours = new ArrayList<>(partial.points());
    if (query.newestFirst()) {
      Collections.reverse(hours);
    }
    ObjectNode answer = Fields.object();
    ArrayNode data = answer.putArray("data");
    for (Partial.ValuePoint hour : hours.subList(0, Math.min(query.take(), hours.size()))) {
      int hourOfDay = Instant.ofEpochMilli(hour.startMs()).atZone(moment.zone()).getHour();
      data.addObject().put("h", hourOfDay).put("v", hour.views());
    }
    return answer;
  }

  private static void views(ObjectNode node, List<Partial.ValuePoint> points) {
    node.put("total_views", points.stream().mapToLong(Partial.ValuePoint::views).sum());
  }

  private static void viewsAndUsers(ObjectNode node, List<Partial.ValuePoint> points) {
    views(node, points);
    Fields.users(
        node,
        "unique_users",
        Users.union(
            points.stream().map(Partial.ValuePoint::users).filter(Objects::nonNull).toList()));
  }

  private static List<Partial.ValuePoint> of(Level level, Partial.History partial) {
    return partial.points().stream().filter(point -> point.level() == level).toList();
  }

  private static Map<Long, Partial.ValuePoint> byStart(List<Partial.ValuePoint> points) {
    return points.stream().collect(Collectors.toMap(Partial.ValuePoint::startMs, point -> point));
  }

  private Pages() {}
}
