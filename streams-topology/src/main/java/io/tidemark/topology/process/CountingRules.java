package io.tidemark.topology.process;

import io.tidemark.topology.TopologyConfig;
import java.time.Duration;

/**
 * What the steps need to know of the configuration.
 *
 * @param partitions N, the number of partitions of {@code events}
 * @param maxSites most sites of a partition
 * @param dirtyRows rows changed and not yet written before a commit is asked for
 * @param dirtyBytes the same in bytes
 * @param commitInterval how long an event that has just arrived waits for its commit
 */
record CountingRules(
    int partitions, int maxSites, int dirtyRows, long dirtyBytes, Duration commitInterval) {

  static CountingRules of(TopologyConfig config, int partitions) {
    return new CountingRules(
        partitions,
        config.maxSites(),
        config.dirtyRows(),
        config.dirtyBytes(),
        config.commitInterval());
  }
}
