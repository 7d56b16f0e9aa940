package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowWriter;
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
  private boolean overflowed;

  /** A path's views. */
  private static final class PathCount extends SliceMap.Entry {
    long views;

    PathCount(byte[] value, int hash) {
      super(value, hash);
    }

    /** In the contract's order. */
    int compareTo(PathCount other) {
      return views != other.views
          ? Long.compare(other.views, views)
          : Arrays.compareUnsigned(value, other.value);
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

  /** Whether the cap was passed since this was asked last. */
  boolean takeOverflowed() {
    boolean was = overflowed;
    overflowed = false;
    return was;
  }

  long views(byte[] value) {
    PathCount count = counts.get(value);
    return count == null ? 0 : count.views;
  }

  /** The best in the contract's order. */
  List<ValueViews> best(int limit) {
    return sorted().stream().limit(limit).map(PathCount::toValueViews).toList();
  }

  TopValues top(int limit) {
    List<ValueViews> best = best(limit);
    return new TopValues(best, counts.size() == best.size(), otherViews, foldError);
  }

  /** All, as they stand in a row: n*, n × (length*, UTF-8, views*). */
  RowWriter inline() {
    RowWriter row = new RowWriter().varint(counts.size());
    sorted().forEach(count -> row.block(count.value).varint(count.views));
    return row;
  }

  private List<PathCount> sorted() {
    List<PathCount> all = new ArrayList<>(counts.size());
    counts.forEach(all::add);
    all.sort(PathCount::compareTo);
    return all;
  }

  long otherViews() {
    return otherViews;
  }

  long foldError() {
    return foldError;
  }

  /** Lossy counting, as {@link Fold} does it with tables that are not all in memory. */
  private void fold() {
    overflowed = true;
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
