package io.tidemark.query.plan;

import io.tidemark.topology.view.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Walks along the buckets of a level; agrees with {@link Level#startOf}. */
public final class Buckets {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  /** The start of the bucket after the one that starts at an instant, epoch milliseconds. */
  public static long next(Level level, long startMs, ZoneId zone) {
    return switch (level) {
      case MINUTE -> level.startOf(startMs + MINUTE_MS, zone);
      case HOUR -> level.startOf(startMs + HOUR_MS, zone);
      case DAY ->
          Instant.ofEpochMilli(startMs)
              .atZone(zone)
              .toLocalDate()
              .plusDays(1)
              .atStartOfDay(zone)
              .toInstant()
              .toEpochMilli();
      case ALL -> Long.MAX_VALUE;
    };
  }

  /** The first bucket that starts at an instant or after it, epoch milliseconds. */
  public static long atOrAfter(Level level, long instantMs, ZoneId zone) {
    long start = level.startOf(instantMs, zone);
    return start == instantMs ? start : next(level, start, zone);
  }

  /** The starts of a run's buckets, ascending, epoch milliseconds. */
  public static List<Long> starts(Run run, ZoneId zone) {
    return starts(run, Long.MIN_VALUE, Long.MAX_VALUE, zone);
  }

  /**
   * The starts of a run's buckets that can hold an event between two event times, both inclusive;
   * ascending; none if the oldest is after the newest.
   */
  public static List<Long> starts(Run run, long oldestMs, long newestMs, ZoneId zone) {
    List<Long> starts = new ArrayList<>();
    if (oldestMs > newestMs) {
      return starts;
    }
    long start =
        run.fromMs() >= oldestMs
            ? run.fromMs()
            : Math.max(run.fromMs(), run.level().startOf(oldestMs, zone));
    while (start < run.toMs() && start <= newestMs) {
      starts.add(start);
      start = next(run.level(), start, zone);
    }
    return starts;
  }

  private Buckets() {}
}
