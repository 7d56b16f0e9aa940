package io.tidemark.topology.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How long a bucket is. Buckets start at instants, so that days may begin at any site's midnight.
 */
public enum Level {
  MINUTE(60_000L),
  HOUR(3_600_000L),
  DAY(86_400_000L),
  /** All time: one bucket per site, starting at the epoch. */
  ALL(Long.MAX_VALUE);

  /** In a zone without clock changes. */
  private final long lengthMs;

  Level(long lengthMs) {
    this.lengthMs = lengthMs;
  }

  /**
   * The start of the bucket that holds an event time, epoch milliseconds.
   *
   * <p>Hours and days are those of the zone's wall clock: with +05:45 an hour starts at :15 UTC,
   * and the day of a clock change has 23 or 25 hours.
   */
  public long startOf(long eventTimeMs, ZoneId zone) {
    if (this == ALL) {
      return 0;
    }
    if (zone instanceof ZoneOffset offset) {
      long shiftMs = offset.getTotalSeconds() * 1000L;
      return Math.floorDiv(eventTimeMs + shiftMs, lengthMs) * lengthMs - shiftMs;
    }
    ZonedDateTime local = Instant.ofEpochMilli(eventTimeMs).atZone(zone);
    return switch (this) {
      case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant().toEpochMilli();
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant().toEpochMilli();
      case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
      case ALL -> 0;
    };
  }
}
