package io.tidemark.topology.rollup;

import io.tidemark.topology.view.Level;
import java.time.Duration;

/**
 * How long rows of each level are kept, milliseconds after their bucket's start, by arrival time.
 *
 * @param minuteMs of the minute level
 * @param hourMs of the hour level
 */
public record Retention(long minuteMs, long hourMs) {

  /** For ever. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  public static Retention of(Duration minute, Duration hour) {
    return new Retention(minute.toMillis(), hour.toMillis());
  }

  /** How long rows of a level are kept, milliseconds. */
  public long keptMs(Level level) {
    return switch (level) {
      case MINUTE -> minuteMs;
      case HOUR -> hourMs;
      case DAY, ALL -> FOR_EVER;
    };
  }

  /** Whether a bucket is too old to be kept when an event for it arrives. */
  boolean isExpired(Level level, long startMs, long arrivalMs) {
    long kept = keptMs(level);
    return kept != FOR_EVER && startMs < arrivalMs - kept;
  }
}
