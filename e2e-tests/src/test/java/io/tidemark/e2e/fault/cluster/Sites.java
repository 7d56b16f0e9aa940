package io.tidemark.e2e.fault.cluster;

import io.tidemark.schemas.topic.HomePartition;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sites that are sent to: one at home in each partition, so that every partition has events.
 */
public final class Sites {
  /** Partitions of the topic events. */
  public static final int PARTITIONS = 6;

  /** By partition. */
  public static final List<String> ALL =
      IntStream.range(0, PARTITIONS).mapToObj(Sites::atHomeIn).toList();

  private static String atHomeIn(int partition) {
    return IntStream.range(0, 1000)
        .mapToObj(number -> "site-" + number + ".example")
        .filter(site -> HomePartition.of(site, PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  private Sites() {}
}
