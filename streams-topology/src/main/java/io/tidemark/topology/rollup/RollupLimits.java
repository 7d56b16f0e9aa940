package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
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

  /** Whether a level keeps all dimensions and the users of each value, not only paths. */
  boolean keepsAll(Level level) {
    return level == Level.DAY || level == Level.ALL;
  }

  ValueTable.Kind kind(Level level, int dimension) {
    return new ValueTable.Kind(dimension, cap(level), keepsAll(level));
  }

  private int cap(Level level) {
    return switch (level) {
      case MINUTE -> caps.minute();
      case HOUR -> caps.hour();
      case DAY -> caps.day();
      case ALL -> caps.all();
    };
  }
}
