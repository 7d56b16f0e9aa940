package io.tidemark.query.plan;

import io.tidemark.topology.view.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The one reading of the clock a query is answered by, and the time zone of its site.
 *
 * @param zone in which the site's days and hours begin
 */
public record Moment(Instant now, ZoneId zone) {

  /** The site's current date. */
  public LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  /** When a date of the site begins, epoch milliseconds. */
  public long startOf(LocalDate date) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** When the bucket begins that holds an instant, epoch milliseconds. */
  public long startOf(Level level, Instant instant) {
    return level.startOf(instant.toEpochMilli(), zone);
  }

  /** The date on which a day bucket lies. */
  public LocalDate dateOf(long startMs) {
    return Instant.ofEpochMilli(startMs).atZone(zone).toLocalDate();
  }
}
