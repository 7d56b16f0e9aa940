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
 * @param deadLetters whether what is no event goes to {@code events-dlq}; not while it is counted
 *     again beside the generation that serves, which sends it there
 * @param commitInterval how long an event that has just arrived waits for its commit
 */
record CountingRules(
    int partitions,
    int maxSites,
    int dirtyRows,
    long dirtyBytes,
    boolean deadLetters,
    Duration commitInterval) {

  static CountingRules of(TopologyConfig config, int partitions, boolean deadLetters) {
    return new CountingRules(
        partitions,
        config.maxSites(),
        config.dirtyRows(),
        config.dirtyBytes(),
        deadLetters,
        config.commitInterval());
  }
}
