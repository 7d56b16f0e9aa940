package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.PathViews;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopPaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one bucket's values (its paths), with the top ones always at hand.
 *
 * <p>While {@link #complete} all values are in memory; otherwise those touched lately and the top
 * ones are, and the rest is read from the rows when it is touched. The number of values is capped:
 * past the cap a {@link Fold} moves the smaller half into {@link #otherViews()}. Guarded by its
 * bucket.
 *
 * <p><b>Invariant</b>: sum of all counts + {@link #otherViews()} = all that was ever added.
 */
final class ValueTable {
  private final Rows rows;
  private final byte[] bucket;
  private final int dimension;
  private final int cap;

  private final Map<String, ValueCount> inMemory = new HashMap<>();
  private final List<ValueCount> dirty = new ArrayList<>();
  private TopTable top = new TopTable(RollupView.MAX_TOP);
  private boolean complete;
  private int distinct;
  private long otherViews;
  private long foldError;
  private @Nullable Fold fold;

  /** Bytes of the values' text in memory, about. */
  private long textBytes;

  private ValueTable(
      Rows rows,
      byte[] bucket,
      int dimension,
      int cap,
      boolean complete,
      int distinct,
      long otherViews,
      long foldError) {
    this.rows = rows;
    this.bucket = bucket;
    this.dimension = dimension;
    this.cap = cap;
    this.complete = complete;
    this.distinct = distinct;
    this.otherViews = otherViews;
    this.foldError = foldError;
  }

  /** A table without values. */
  static ValueTable empty(Rows rows, byte[] bucket, int dimension, int cap) {
    return new ValueTable(rows, bucket, dimension, cap, true, 0, 0, 0);
  }

  /**
   * A table as it was stored.
   *
   * @param known values to hold in memory; the top ones must be among them
   * @param complete whether {@code known} are all
   */
  static ValueTable stored(
      Rows rows,
      byte[] bucket,
      int dimension,
      int cap,
      BucketHeader header,
      Collection<PathViews> known,
      boolean complete) {
    ValueTable table =
        new ValueTable(
            rows,
            bucket,
            dimension,
            cap,
            complete,
            header.distinct(),
            header.otherViews(),
            header.foldError());
    for (PathViews value : known) {
      table.hold(new ValueCount(value.path(), value.views(), header.split()));
    }
    return table;
  }

  /** Adds to a value's count; at least 1. */
  void add(String value, long views) {
    ValueCount count = inMemory.get(value);
    if (count == null) {
      count = hold(load(value));
    }
    boolean isNew = count.views == 0;
    count.views += views;
    markDirty(count);
    top.grown(count);
    if (isNew) {
      distinct++;
      foldIfFull();
    }
  }

  /** A value's count; 0 if there is none. Changes nothing, so any reader may ask. */
  long views(String value) {
    ValueCount count = inMemory.get(value);
    return count != null ? count.views : complete ? 0 : storedViews(value);
  }

  /** The top values in the contract's order. */
  TopPaths top(int limit) {
    List<PathViews> best = new ArrayList<>(top.size());
    for (ValueCount value : top.values()) {
      best.add(value.toPathViews());
    }
    best.sort(PathViews.ORDER);
    return new TopPaths(
        best.subList(0, Math.min(limit, best.size())), distinct <= Math.min(limit, best.size()));
  }

  int distinct() {
    return distinct;
  }

  long otherViews() {
    return otherViews;
  }

  /** The most by which a value's count may be too low because it was folded once. */
  long foldError() {
    return foldError;
  }

  int dirtyRows() {
    return dirty.size();
  }

  int heldRows() {
    return inMemory.size();
  }

  long textBytes() {
    return textBytes;
  }

  /** Writes what changed, a row per value. */
  void write(Rows.Batch batch) {
    for (ValueCount count : dirty) {
      if (count.views > 0) {
        batch.put(rowKey(count.value), new RowWriter().varint(count.views).toBytes());
      } else if (count.stored) {
        batch.delete(rowKey(count.value));
      }
    }
  }

  /** What was {@link #write written} is in the database now. */
  void written(boolean asRows) {
    for (ValueCount count : dirty) {
      count.dirty = false;
      count.stored = asRows && count.views > 0;
      if (count.views == 0) {
        drop(count);
      }
    }
    dirty.clear();
  }

  /** Every value is to be written as a row of its own from now on. */
  void split() {
    inMemory.values().forEach(this::markDirty);
  }

  /** Frees all that can be read again: keeps the top values. Nothing may be dirty. */
  void trim() {
    ValueCount[] kept = top.values();
    complete = complete && kept.length == inMemory.size();
    inMemory.clear();
    textBytes = 0;
    top = new TopTable(RollupView.MAX_TOP);
    Arrays.stream(kept).forEach(count -> hold(forgetPlace(count)));
  }

  /** Folds a value away: its views become other views. */
  void foldAway(ValueCount count) {
    otherViews += count.views;
    distinct--;
    count.views = 0;
    top.remove(count);
    markDirty(count);
  }

  /** As {@link #foldAway(ValueCount)}, of a row that is not in memory. */
  void foldAway(String value, long views) {
    foldAway(hold(new ValueCount(value, views, true)));
  }

  void raiseFoldError(long error) {
    foldError = error;
  }

  Stream<ValueCount> heldValues() {
    return inMemory.values().stream();
  }

  @Nullable ValueCount held(String value) {
    return inMemory.get(value);
  }

  Rows.Cursor scan(byte[] from) {
    return rows.scan(from, RowKeys.valuesTo(bucket, dimension));
  }

  byte[] firstKey() {
    return RowKeys.valuesFrom(bucket, dimension);
  }

  String valueOf(byte[] key) {
    return RowKeys.valueOf(bucket, key);
  }

  int cap() {
    return cap;
  }

  private void foldIfFull() {
    if (distinct > cap && fold == null) {
      fold = new Fold(this);
    }
    if (fold != null && fold.step()) {
      fold = null;
    }
  }

  private ValueCount load(String value) {
    long views = complete ? 0 : storedViews(value);
    return new ValueCount(value, views, views > 0);
  }

  private long storedViews(String value) {
    byte[] row = rows.get(rowKey(value));
    return row == null ? 0 : new RowReader(row).varint();
  }

  private ValueCount hold(ValueCount count) {
    inMemory.put(count.value, count);
    textBytes += count.value.length();
    if (count.views > 0) {
      top.grown(count);
    }
    return count;
  }

  private void drop(ValueCount count) {
    inMemory.remove(count.value);
    textBytes -= count.value.length();
  }

  private void markDirty(ValueCount count) {
    if (!count.dirty) {
      count.dirty = true;
      dirty.add(count);
    }
  }

  private byte[] rowKey(String value) {
    return RowKeys.value(bucket, dimension, value);
  }

  private static ValueCount forgetPlace(ValueCount count) {
    count.topIndex = ValueCount.NOT_IN_TOP;
    return count;
  }
}
