package io.tidemark.topology.rollup;

import io.tidemark.topology.view.RollupView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the buckets that leave memory when it holds too many rows: those touched longest ago
 * first.
 */
final class Eviction {
  /** What a trimmed bucket holds at most. */
  static final int TRIMMED_ROWS = RollupView.MAX_TOP + 1;

  private Eviction() {}

  /**
   * The buckets to evict, or, if they are large and were touched since the last flush, to trim.
   *
   * <p>Frees a quarter more than needed, so that this is not done at each flush.
   */
  static List<Bucket> choose(Collection<Bucket> live, int maxRows) {
    long held = heldRows(live);
    if (held <= maxRows) {
      return List.of();
    }
    List<Bucket> oldestFirst = new ArrayList<>(live);
    oldestFirst.sort(
        Comparator.comparingLong(Bucket::lastTouched)
            .thenComparing(Comparator.comparingInt(Bucket::heldRows).reversed()));
    List<Bucket> chosen = new ArrayList<>();
    for (Bucket bucket : oldestFirst) {
      if (held <= maxRows * 3L / 4) {
        break;
      }
      chosen.add(bucket);
      held -= bucket.heldRows();
    }
    return chosen;
  }

  static long heldRows(Collection<Bucket> live) {
    return live.stream().mapToLong(Bucket::heldRows).sum();
  }
}
