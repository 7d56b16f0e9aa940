package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.view.Level;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What bounds the rollups of one partition.
 *
 * @param retention how long rows of each level are kept
 * @param caps most values of one dimension in one bucket, by level
 * @param dimensions those kept; {@link Dimension#PATH} always is
 * @param maxSites most sites
 * @param cachedRows most rows kept in memory after a flush
 */
public record RollupLimits(
    Retention retention, Caps caps, Set<Dimension> dimensions, int maxSites, int cachedRows) {

  public RollupLimits {
    EnumSet<Dimension> kept = EnumSet.of(Dimension.PATH);
    kept.addAll(dimensions);
    dimensions = Collections.unmodifiableSet(kept);
  }

  /** Those of a topology. */
  public static RollupLimits of(TopologyConfig config) {
    return new RollupLimits(
        Retention.of(config.minuteRetention(), config.hourRetention()),
        config.caps(),
        config.dimensions(),
        config.maxSites(),
        config.cachedRows());
  }

  /** Most values of one dimension in one bucket of a level. */
  int cap(Level level) {
    return switch (level) {
      case MINUTE -> caps.minute();
      case HOUR, DAY -> caps.day();
      case ALL -> caps.all();
    };
  }
}
