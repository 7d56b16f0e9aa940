package io.tidemark.topology.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How long a bucket is. Buckets start at instants, so that days may begin at any site's midnight.
 */
public enum Level {
  MINUTE,
  HOUR,
  DAY,
  /** All time: one bucket per site, starting at the epoch. */
  ALL;

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
    ZonedDateTime local = Instant.ofEpochMilli(eventTimeMs).atZone(zone);
    return switch (this) {
      case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant().toEpochMilli();
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant().toEpochMilli();
      case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
      case ALL -> 0;
    };
  }
}
