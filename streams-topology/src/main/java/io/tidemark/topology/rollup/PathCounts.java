package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The views of each path in one minute; few, so they are always all in memory and need no top list.
 * Past the cap the smaller half is folded into {@link #otherViews}. Guarded by its site.
 *
 * <p>In rows; * = varint. A path may stand in several, which add up.
 *
 * <pre>
 *   paths   | n* | n × (length*, UTF-8, views*) |
 * </pre>
 */
final class PathCounts {
  /** A row is closed when it has passed this size; no row of ours exceeds 256 KiB. */
  private static final int ROW_BYTES = 32 * 1024;

  /** Of an entry apart from its text, at most. */
  private static final int ENTRY_BYTES = 12;

  private final int cap;
  private final SliceMap<PathCount> counts = new SliceMap<>();
  private final List<PathCount> changed = new ArrayList<>();
  private boolean folded;
  private long otherViews;
  private long foldError;
  private boolean overflowed;

  /** A path's views. */
  private static final class PathCount extends SliceMap.Entry {
    long views;
    long writtenViews;

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
    if (count.views == count.writtenViews) {
      changed.add(count);
    }
    count.views += more;
    if (isNew && counts.size() > cap) {
      fold();
    }
    return isNew;
  }

  /**
   * Adds what stands in a row.
   *
   * @return the entries read
   */
  int read(RowReader row) {
    int entries = (int) row.varint();
    for (int i = 0; i < entries; i++) {
      byte[] path = row.block();
      int hash = SliceHash.of(path);
      PathCount count = counts.get(path, 0, path.length, hash);
      if (count == null) {
        count = new PathCount(path, hash);
        counts.put(count);
      }
      count.views += row.varint();
      count.writtenViews = count.views;
    }
    return entries;
  }

  int size() {
    return counts.size();
  }

  /** Paths that changed since they were {@link #written}. */
  int changes() {
    return changed.size();
  }

  /** Whether the rows have paths that are no longer told apart, so that all are to be written. */
  boolean isFolded() {
    return folded;
  }

  /** What changed is in rows now. */
  void written() {
    changed.forEach(count -> count.writtenViews = count.views);
    changed.clear();
    folded = false;
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

  /**
   * Rows of all paths: in the order of their changes if all have changed, as those of a new minute
   * have, which spares sorting them; else best first.
   *
   * @param writer gives an empty one for each row
   */
  List<byte[]> allRows(Supplier<RowWriter> writer) {
    boolean allChanged = changed.size() == counts.size();
    return rows(allChanged ? changed : sorted(), writer, count -> count.views);
  }

  /**
   * Rows of what was added to the paths since, none if nothing was.
   *
   * @param writer gives an empty one for each row
   */
  List<byte[]> changedRows(Supplier<RowWriter> writer) {
    return rows(changed, writer, count -> count.views - count.writtenViews);
  }

  private static List<byte[]> rows(
      List<PathCount> counts, Supplier<RowWriter> writer, ToLongFunction<PathCount> views) {
    List<byte[]> rows = new ArrayList<>(1);
    for (int from = 0; from < counts.size(); ) {
      int to = from;
      for (int bytes = 0; to < counts.size() && bytes < ROW_BYTES; to++) {
        bytes += counts.get(to).value.length + ENTRY_BYTES;
      }
      RowWriter row = writer.get().varint(to - from);
      for (PathCount count : counts.subList(from, to)) {
        row.block(count.value).varint(views.applyAsLong(count));
      }
      rows.add(row.toBytes());
      from = to;
    }
    return rows;
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
    folded = true;
    long[] views = new long[counts.size()];
    int[] next = new int[1];
    counts.forEach(count -> views[next[0]++] = count.views);
    Arrays.sort(views);
    int[] left = {counts.size() - cap / 2};
    long threshold = views[left[0] - 1];
    counts.retain(
        count -> {
          boolean small = left[0] > 0 && count.views <= threshold;
          if (small) {
            left[0]--;
            otherViews += count.views;
          }
          return !small;
        });
    changed.clear();
    counts.forEach(count -> count.writtenViews = count.views); // for all are written next
    foldError += threshold;
  }
}
