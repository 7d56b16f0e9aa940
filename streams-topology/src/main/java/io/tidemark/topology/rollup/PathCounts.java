package io.tidemark.topology.rollup;

import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The views of each path in one minute; few, so they are always all in memory and need no top list.
 * Past the cap the smaller half is folded into {@link #otherViews}. Guarded by its site.
 */
final class PathCounts {
  private final int cap;
  private final SliceMap<PathCount> counts = new SliceMap<>();
  private long otherViews;
  private long foldError;

  /** A path's views. */
  private static final class PathCount extends SliceMap.Entry {
    long views;

    PathCount(byte[] value, int hash) {
      super(value, hash);
    }

    ValueViews toValueViews() {
      return new ValueViews(new String(value, StandardCharsets.UTF_8), views);
    }
  }

  PathCounts(int cap) {
    this(cap, 0, 0);
  }

  PathCounts(int cap, long otherViews, long foldError) {
    this.cap = cap;
    this.otherViews = otherViews;
    this.foldError = foldError;
  }

  /** Adds to a path's views; true if it is new. */
  boolean add(byte[] value, int hash, long more) {
    PathCount count = counts.get(value, 0, value.length, hash);
    boolean isNew = count == null;
    if (count == null) {
      count = new PathCount(value, hash);
      counts.put(count);
    }
    count.views += more;
    if (isNew && counts.size() > cap) {
      fold();
    }
    return isNew;
  }

  long views(byte[] value) {
    PathCount count = counts.get(value);
    return count == null ? 0 : count.views;
  }

  /** All in the contract's order. */
  List<ValueViews> all() {
    List<ValueViews> all = new ArrayList<>(counts.size());
    counts.forEach(count -> all.add(count.toValueViews()));
    all.sort(ValueViews.ORDER);
    return all;
  }

  TopValues top(int limit) {
    List<ValueViews> all = all();
    List<ValueViews> listed = all.subList(0, Math.min(limit, all.size()));
    return new TopValues(listed, all.size() == listed.size(), otherViews, foldError);
  }

  long otherViews() {
    return otherViews;
  }

  long foldError() {
    return foldError;
  }

  /** Lossy counting, as {@link Fold} does it with tables that are not all in memory. */
  private void fold() {
    long[] views = new long[counts.size()];
    int[] next = new int[1];
    counts.forEach(count -> views[next[0]++] = count.views);
    Arrays.sort(views);
    int[] left = {counts.size() - cap / 2};
    long threshold = views[left[0] - 1];
    counts.retain(
        count -> {
          boolean folded = left[0] > 0 && count.views <= threshold;
          if (folded) {
            left[0]--;
            otherViews += count.views;
          }
          return !folded;
        });
    foldError += threshold;
  }
}
