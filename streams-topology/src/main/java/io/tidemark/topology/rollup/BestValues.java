package io.tidemark.topology.rollup;

import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Picks the best of many values by one of their counts. Not thread-safe. */
final class BestValues {
  private final int slot;
  private final int limit;
  private final PriorityQueue<ValueCount> worstFirst;

  /**
   * An empty pick.
   *
   * @param slot which count: {@link ValueCount#BUCKET} or an hour
   */
  BestValues(int slot, int limit) {
    this.slot = slot;
    this.limit = limit;
    this.worstFirst = new PriorityQueue<>((a, b) -> a == b ? 0 : a.ranksBehind(b, slot) ? -1 : 1);
  }

  /** Looks at a value; one that was not counted there is passed over. */
  void offer(ValueCount value) {
    if (value.count(slot) == 0) {
      return;
    }
    if (worstFirst.size() < limit) {
      worstFirst.add(value);
    } else if (worstFirst.element().ranksBehind(value, slot)) {
      worstFirst.remove();
      worstFirst.add(value);
    }
  }

  /** The best, in the contract's order. */
  List<ValueViews> best() {
    List<ValueViews> best = new ArrayList<>(worstFirst.size());
    worstFirst.forEach(value -> best.add(value.toValueViews(slot)));
    best.sort(ValueViews.ORDER);
    return best;
  }
}
