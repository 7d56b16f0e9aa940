package io.tidemark.query.plan;

import io.tidemark.query.parse.Query;
import io.tidemark.topology.view.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query between two instants is widened to: whole hours of the site.
 *
 * @param startMs the first hour's start, epoch milliseconds; null: the beginning
 * @param endMs exclusive; the start of the hour after the last, epoch milliseconds
 */
public record HourWindow(@Nullable Long startMs, long endMs) {

  /** Events lie at most ten minutes ahead; two hours on, every bucket is empty. */
  private static final long AHEAD_MS = 2 * 60 * 60 * 1000L;

  /** The window of a query; an absent end is now. */
  public static HourWindow of(Query.Between query, Moment moment) {
    Instant start = query.start();
    Instant end = query.end();
    Instant last = end == null ? moment.now() : end;
    long endMs = Buckets.atOrAfter(Level.HOUR, last.toEpochMilli(), moment.zone());
    return new HourWindow(
        start == null ? null : Math.min(moment.startOf(Level.HOUR, start), endMs), endMs);
  }

  /**
   * The rows that hold the window: whole days inside as days, the edges as hours; nothing far in
   * the future.
   */
  List<Run> runs(Moment moment) {
    long from = startMs == null ? Level.DAY.startOf(0, moment.zone()) : startMs;
    Instant horizon = moment.now().plusMillis(AHEAD_MS);
    long to = Math.min(endMs, moment.startOf(Level.HOUR, horizon));
    List<Run> runs = new ArrayList<>();
    long firstDay = Buckets.atOrAfter(Level.DAY, from, moment.zone());
    long lastDay = Level.DAY.startOf(to, moment.zone());
    if (firstDay >= lastDay) {
      add(runs, Level.HOUR, from, to);
    } else {
      add(runs, Level.HOUR, from, firstDay);
      add(runs, Level.DAY, firstDay, lastDay);
      add(runs, Level.HOUR, lastDay, to);
    }
    return runs;
  }

  private static void add(List<Run> runs, Level level, long fromMs, long toMs) {
    if (fromMs < toMs) {
      runs.add(new Run(level, fromMs, toMs));
    }
  }
}
