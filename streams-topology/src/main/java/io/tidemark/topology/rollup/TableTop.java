package io.tidemark.topology.rollup;

import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ValueViews;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best values of a table, always at hand: a {@link TopList}, or, while all values are in memory
 * and few, the values themselves. Those that were asked for are kept until a value changes, for a
 * question on a year asks hundreds of days that are over, each time. Guarded by its site.
 */
final class TableTop {
  /** Longer answers are not kept. */
  private static final int MOST_TOLD = 256;

  private final HeldValues values;
  private @Nullable TopList list;

  /** The most that {@link #best} has told; null: something changed since. */
  private @Nullable List<ValueViews> told;

  private int toldLimit;

  TableTop(HeldValues values) {
    this.values = values;
  }

  /** Whether there are so many values that a list of the best is kept. */
  static boolean isList(HeldValues values) {
    return values.size() > RollupView.MAX_TOP;
  }

  /** Takes note that a value in memory has more views. */
  void grown(ValueCount count) {
    TopList known = list;
    if (known != null) {
      known.grown(count);
    } else if (isList(values)) {
      keep();
    }
    forgetTold();
  }

  /** Takes note of a value that came into memory. */
  void held(ValueCount count) {
    if (list != null && count.views > 0) {
      list.grown(count);
    }
    forgetTold();
  }

  /** Drops a value that was folded away. */
  void remove(ValueCount count) {
    if (list != null) {
      list.remove(count);
    }
    forgetTold();
  }

  /** The best, in the contract's order. */
  List<ValueViews> best(int limit) {
    List<ValueViews> best = told;
    if (best == null || toldLimit < limit) {
      best = List.copyOf(find(limit));
      if (limit <= MOST_TOLD) {
        told = best;
        toldLimit = limit;
      }
    }
    return best.size() <= limit ? best : best.subList(0, limit);
  }

  private List<ValueViews> find(int limit) {
    TopList known = list;
    if (known != null) {
      return known.best(limit);
    }
    BestValues found = new BestValues(ValueCount.BUCKET, limit);
    values.forEach(found::offer);
    return found.best();
  }

  /** Most often there is nothing to forget, and a write for each event would cost. */
  private void forgetTold() {
    if (told != null) {
      told = null;
    }
  }

  /** A list from now on, of the values in memory, which must be all or the best of them. */
  TopList keep() {
    TopList known = list;
    if (known == null) {
      TopList fresh = new TopList(ValueCount.BUCKET);
      list = fresh;
      forgetTold();
      values.forEach(this::held);
      known = fresh;
    }
    return known;
  }
}
