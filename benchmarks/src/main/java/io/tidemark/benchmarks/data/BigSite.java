package io.tidemark.benchmarks.data;

import io.tidemark.schemas.event.Event;
import io.tidemark.standalone.demo.Zipf;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The events of one site with very many paths: on one day, yesterday, each path is seen once and
 * the popular ones more often; on each of the {@value #DAYS} days up to today some of them are.
 */
public final class BigSite implements Supplier<Event> {
  public static final String SITE = "big.example";
  public static final int DAYS = 366;
  private static final long DAY_MS = 86_400_000L;
  private static final int USERS = 300_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private final int paths;
  private final int perDay;
  private final long nowMs;
  private final Zipf popular;
  private int made;

  /**
   * A source.
   *
   * @param paths different ones
   * @param perDay events of each day
   */
  public BigSite(int paths, int perDay, long nowMs) {
    this.paths = paths;
    this.perDay = perDay;
    this.nowMs = nowMs;
    this.popular = new Zipf(paths, 1.1);
  }

  /** How many events there are in all. */
  public int events() {
    return paths + DAYS * perDay;
  }

  @Override
  public Event get() {
    int index = made++;
    if (index < paths) {
      return event(index, nowMs - DAY_MS);
    }
    int daysAgo = DAYS - 1 - (index - paths) / perDay;
    return event(popular.next(random), nowMs - daysAgo * DAY_MS);
  }

  private Event event(int path, long timestampMs) {
    String user = "u" + random.nextInt(USERS);
    return PageViews.of(SITE, "/archive/article-" + path, user, timestampMs, random);
  }
}
