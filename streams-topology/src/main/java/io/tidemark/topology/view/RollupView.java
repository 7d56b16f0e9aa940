package io.tidemark.topology.view;

import io.tidemark.schemas.event.Dimension;
import java.util.List;
import java.util.Optional;

/**
 * A read view on one partition's rollups, live to the last event processed. For any thread; each
 * call answers from one consistent moment of the bucket it reads.
 *
 * <p>Every level has the dimension {@link Dimension#PATH}; days and all time have the others too.
 *
 * <p>Every method throws {@link ViewUnavailableException} if the partition's state moved away or is
 * being restored.
 */
public interface RollupView {

  /** Most rows {@link #top} gives. */
  int MAX_TOP = 1000;

  /** The offset in the topic {@code events} before which everything is counted here. */
  long countedTo();

  /** How many parts a site has as far as this partition knows; 1: it is not hot. */
  default int parts(String siteId) {
    return 1;
  }

  /** Whether this partition knows of any site that has several parts. */
  default boolean hasHotSites() {
    return false;
  }

  /** The site, if any of its events was counted here. */
  Optional<SiteSummary> site(String siteId);

  /** What became of a site's events; {@link SiteQuality#NONE} if none arrived here. */
  SiteQuality quality(String siteId);

  /** All sites counted here, in no particular order. */
  List<SiteSummary> sites();

  /**
   * A bucket's totals; empty if it has no event.
   *
   * @param startMs as {@link Level#startOf} gives it
   */
  Optional<BucketTotals> totals(String siteId, Level level, long startMs);

  /**
   * A bucket that a question asks more than one thing; empty if it has no event.
   *
   * @param startMs as {@link Level#startOf} gives it
   */
  default Optional<BucketView> bucket(String siteId, Level level, long startMs) {
    return totals(siteId, level, startMs)
        .map(totals -> new AskedBucket(this, siteId, level, startMs, totals));
  }

  /**
   * A bucket's values with the most views, exact as far as {@link TopValues#foldError()} is 0.
   *
   * @param limit 1..{@link #MAX_TOP}
   */
  TopValues top(String siteId, Level level, long startMs, Dimension dimension, int limit);

  /** The views of one value in one bucket; 0 if it has none (or was folded). */
  long views(String siteId, Level level, long startMs, Dimension dimension, String value);

  /** One value's views and users in one bucket; empty if it has none (or was folded). */
  Optional<ValueTotals> value(
      String siteId, Level level, long startMs, Dimension dimension, String value);
}
