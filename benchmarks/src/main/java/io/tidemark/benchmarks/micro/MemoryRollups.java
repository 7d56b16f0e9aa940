package io.tidemark.benchmarks.micro;

import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.rows.Rows;
import java.time.Duration;
import java.util.EnumSet;

/** Rollups with the default dimensions and caps, all of which stay in memory. */
final class MemoryRollups {
  private static final int CACHED_ROWS = 10_000_000;
  private static final int SITES = 100_000;
  private static final Duration LONG = Duration.ofDays(20_000);

  private MemoryRollups() {}

  static Rollups empty() {
    return on(new MemoryRows());
  }

  static Rollups on(Rows rows) {
    return new Rollups(
        rows,
        new RollupLimits(
            Retention.of(LONG, LONG),
            TopologyConfig.Caps.DEFAULT,
            EnumSet.copyOf(TopologyConfig.DEFAULT_DIMENSIONS),
            SITES,
            CACHED_ROWS));
  }
}
