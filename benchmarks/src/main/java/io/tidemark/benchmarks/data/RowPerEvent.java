package io.tidemark.benchmarks.data;

import io.tidemark.schemas.event.Event;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Events of {@value #SITES} sites, each on a path of its own, so that little traffic is much state.
 */
public final class RowPerEvent implements Supplier<Event> {
  public static final int SITES = 200;
  private static final int USERS = 200_000;

  private final SplittableRandom random;
  private final long seed;
  private final long atMs;
  private int made;

  /**
   * A source.
   *
   * @param seed two sources of different seeds have different paths
   * @param atMs the events' time, epoch milliseconds
   */
  public RowPerEvent(long seed, long atMs) {
    this.random = new SplittableRandom(seed);
    this.seed = seed;
    this.atMs = atMs;
  }

  @Override
  public Event get() {
    int number = made++;
    String path = "/archive/" + seed + "/article-" + number;
    String user = "u" + random.nextInt(USERS);
    return PageViews.of(EventSource.site(number % SITES), path, user, atMs, random);
  }
}
