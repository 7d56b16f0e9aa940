package io.tidemark.benchmarks.data;

import io.tidemark.schemas.event.Event;
import java.util.SplittableRandom;
import java.util.UUID;

/** Page views that differ in nothing but site, path, user and time. */
final class PageViews {

  /**
   * One.
   *
   * @param random what its id is drawn from
   */
  static Event of(
      String site, String path, String user, long timestampMs, SplittableRandom random) {
    return new Event(
        site,
        Event.PAGE_VIEW,
        path,
        user,
        null,
        timestampMs,
        new UUID(random.nextLong(), random.nextLong()).toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "Firefox",
        "Linux",
        "desktop",
        "DE",
        "de",
        null,
        null,
        1);
  }

  private PageViews() {}
}
