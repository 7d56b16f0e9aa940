package io.tidemark.topology.view;

import java.util.List;
import java.util.Optional;

/**
 * A read view on one partition's rollups, live to the last event processed. For any thread; each
 * call answers from one consistent moment of the bucket it reads.
 *
 * <p>Every method throws {@link ViewUnavailableException} if the partition's state moved away or is
 * being restored.
 */
public interface RollupView {

  /** Most rows {@link #top} gives. */
  int MAX_TOP = 1000;

  /** The site, if any of its events was counted here. */
  Optional<SiteSummary> site(String siteId);

  /** All sites counted here, in no particular order. */
  List<SiteSummary> sites();

  /**
   * A bucket's totals; empty if it has no event.
   *
   * @param startMs as {@link Level#startOf} gives it
   */
  Optional<BucketTotals> totals(String siteId, Level level, long startMs);

  /**
   * A bucket's paths with the most views, exact as far as the bucket's {@link
   * BucketTotals#foldError()} is 0.
   *
   * @param limit 1..{@link #MAX_TOP}
   */
  TopPaths top(String siteId, Level level, long startMs, int limit);

  /** The views of one path in one bucket; 0 if it has none (or was folded). */
  long views(String siteId, Level level, long startMs, String path);
}
