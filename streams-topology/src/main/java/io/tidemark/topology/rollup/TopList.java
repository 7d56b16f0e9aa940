package io.tidemark.topology.rollup;

import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ValueViews;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that can be among the {@value RollupView#MAX_TOP} best of a bucket or an hour, exact
 * while counts only grow.
 *
 * <p>Listed is every value that does not rank behind the bar. The bar is the last of the best when
 * the list was cut; since counts only grow, that many rank before it for ever. So a value costs one
 * comparison with the bar until it passes it, and nothing afterwards; the list is cut back when it
 * is full. Guarded by its site.
 */
final class TopList {
  private static final int CAPACITY = 4 * RollupView.MAX_TOP;

  private final int slot;
  private final int bit;
  private ValueCount[] listed = new ValueCount[2];
  private int size;

  /** The bar's count and value; null: none, so that every value is listed. */
  private long barCount;

  private byte @Nullable [] barValue;

  /**
   * An empty list.
   *
   * @param slot which of its values' counts is meant: {@link ValueCount#BUCKET} or an hour
   */
  TopList(int slot) {
    this.slot = slot;
    this.bit = 1 << slot;
  }

  /** Takes note that a value's count has grown (or is new). */
  void grown(ValueCount value) {
    if ((value.listed & bit) == 0 && !isBehindTheBar(value)) {
      list(value);
    }
  }

  /** Drops a value that was folded away. */
  void remove(ValueCount gone) {
    if ((gone.listed & bit) == 0) {
      return;
    }
    gone.listed &= ~bit;
    for (int i = 0; i < size; i++) {
      if (listed[i] == gone) {
        listed[i] = listed[--size];
        return;
      }
    }
  }

  /** Every listed value is free to stand in another list of this slot. */
  void clear() {
    for (int i = 0; i < size; i++) {
      listed[i].listed &= ~bit;
    }
    size = 0;
    barValue = null;
    barCount = 0;
  }

  /** Keeps the best only. */
  void cut() {
    if (size <= RollupView.MAX_TOP) {
      return;
    }
    Arrays.sort(listed, 0, size, bestFirst());
    for (int i = RollupView.MAX_TOP; i < size; i++) {
      listed[i].listed &= ~bit;
    }
    size = RollupView.MAX_TOP;
    barCount = listed[size - 1].count(slot);
    barValue = listed[size - 1].value;
    listed = Arrays.copyOf(listed, size);
  }

  /** The best, in the contract's order. */
  List<ValueViews> best(int limit) {
    BestValues best = new BestValues(slot, limit);
    for (int i = 0; i < size; i++) {
      best.offer(listed[i]);
    }
    return best.best();
  }

  private Comparator<ValueCount> bestFirst() {
    return Comparator.<ValueCount>comparingLong(value -> value.count(slot))
        .reversed()
        .thenComparing(value -> value.value, Arrays::compareUnsigned);
  }

  private boolean isBehindTheBar(ValueCount value) {
    byte[] bar = barValue;
    if (bar == null) {
      return false;
    }
    long count = value.count(slot);
    return count != barCount ? count < barCount : Arrays.compareUnsigned(value.value, bar) > 0;
  }

  private void list(ValueCount value) {
    if (size == CAPACITY) {
      cut();
      if (isBehindTheBar(value)) {
        return;
      }
    }
    if (size == listed.length) {
      listed = Arrays.copyOf(listed, Math.min(CAPACITY, size * 2));
    }
    listed[size++] = value;
    value.listed |= bit;
  }
}
