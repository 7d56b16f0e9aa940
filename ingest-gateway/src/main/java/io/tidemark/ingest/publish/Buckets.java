package io.tidemark.ingest.publish;

import java.time.Duration;

/** The buckets of latency histograms. */
public final class Buckets {
  private static final long[] MILLIS = {
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000
  };

  /** Upper bounds, ascending; a copy. */
  public static Duration[] latencies() {
    Duration[] all = new Duration[MILLIS.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Duration.ofMillis(MILLIS[i]);
    }
    return all;
  }

  private Buckets() {}
}
