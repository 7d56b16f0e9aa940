package io.tidemark.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The traffic of all sites together; the first sites have the most. Not thread-safe. */
final class Crowd {
  private static final double SITE_POPULARITY = 0.8;

  private final List<Traffic> traffic = new ArrayList<>();
  private final Zipf sites;
  private final Random random;

  Crowd(List<DemoSite> sites, long seed, String run) {
    sites.forEach(site -> traffic.add(new Traffic(site, seed, run)));
    this.sites = new Zipf(sites.size(), SITE_POPULARITY);
    this.random = new Random(seed);
  }

  /** So many events at an instant. */
  List<byte[]> now(int count, Instant time) {
    List<byte[]> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(next(time));
    }
    return events;
  }

  /**
   * An hour's events in their order.
   *
   * @param perDay events of an average working day; the hour's share follows the daily rhythm
   * @param from begin of the hour
   * @param until no event at or after this instant
   */
  List<byte[]> hour(int perDay, Instant from, Instant until) {
    Instant end = from.plus(1, ChronoUnit.HOURS);
    long millis = Duration.between(from, end.isBefore(until) ? end : until).toMillis();
    double share = millis / (double) Duration.ofHours(1).toMillis();
    long[] offsets = new long[(int) Math.round(perDay / 24.0 * DailyRhythm.at(from) * share)];
    Arrays.setAll(offsets, i -> random.nextLong(millis));
    Arrays.sort(offsets);
    List<byte[]> events = new ArrayList<>(offsets.length);
    for (long offset : offsets) {
      events.add(next(from.plusMillis(offset)));
    }
    return events;
  }

  private byte[] next(Instant time) {
    return traffic.get(sites.next(random)).next(time);
  }
}
