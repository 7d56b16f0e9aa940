package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one bucket's values of one dimension (its paths, say), with the top ones always at
 * hand.
 *
 * <p>A small table stands in the bucket's header row; a split one has a row per value. While {@link
 * #complete} all values are in memory; otherwise those touched lately and the top ones are, and the
 * rest is read from the rows when it is touched. The number of values is capped: past the cap a
 * {@link Fold} moves the smaller half into {@code otherViews}. Guarded by its bucket.
 *
 * <p><b>Invariant</b>: sum of all counts + other views = all that was ever added.
 */
final class ValueTable {
  private final Rows rows;
  private final byte[] bucket;
  private final Kind kind;

  private final Map<String, ValueCount> inMemory = new HashMap<>();
  private final List<ValueCount> dirty = new ArrayList<>();
  private TopTable top = new TopTable(RollupView.MAX_TOP);
  private boolean complete;
  private boolean split;

  /** Whether the database holds the present top table. */
  private boolean sealed;

  private int topChunks;
  private int distinct;
  private long otherViews;
  private long foldError;
  private @Nullable Fold fold;

  /**
   * What is the same of all tables of a dimension and level.
   *
   * @param dimension the {@link io.tidemark.schemas.event.Dimension#code()}
   * @param cap most values
   * @param keepsUsers whether each value has its users
   */
  record Kind(int dimension, int cap, boolean keepsUsers) {}

  private ValueTable(Rows rows, byte[] bucket, Kind kind, TableHeader header, boolean complete) {
    this.rows = rows;
    this.bucket = bucket;
    this.kind = kind;
    this.complete = complete;
    this.split = header.split();
    this.sealed = header.sealed();
    this.topChunks = header.topChunks();
    this.distinct = header.distinct();
    this.otherViews = header.otherViews();
    this.foldError = header.foldError();
  }

  /** A table without values. */
  static ValueTable empty(Rows rows, byte[] bucket, Kind kind) {
    return new ValueTable(rows, bucket, kind, TableHeader.empty(kind.dimension()), true);
  }

  /** A table as it was stored. */
  static ValueTable stored(Rows rows, byte[] bucket, Kind kind, BucketRows.Table found) {
    TableHeader header = found.header();
    if (!header.split()) {
      ValueTable table = new ValueTable(rows, bucket, kind, header, true);
      for (BucketRows.StoredValue value : found.values()) {
        table.hold(new ValueCount(value.value(), value.views(), value.users(), false));
      }
      return table;
    }
    TopValues known = new StoredBuckets(rows).top(bucket, found, RollupView.MAX_TOP);
    ValueTable table = new ValueTable(rows, bucket, kind, header, known.complete());
    for (ValueViews value : known.rows()) {
      table.hold(ValueCount.withoutItsUsers(value.value(), value.views()));
    }
    return table;
  }

  /**
   * Adds to a value's count; at least 1.
   *
   * @return how many more rows the flush will write: 0 or 1
   */
  int add(String value, Hit hit, int weight) {
    ValueCount count = inMemory.get(value);
    if (count == null) {
      count = hold(load(value));
    }
    boolean isNew = count.views == 0;
    count.views += weight;
    if (kind.keepsUsers() && hit.hasUser()) {
      loadUsers(count);
      count.addUser(hit.userHash());
    }
    boolean wasDirty = count.dirty;
    markDirty(count);
    sealed = false;
    top.grown(count);
    if (isNew) {
      distinct++;
      foldIfFull();
    }
    return wasDirty || !split ? 0 : 1;
  }

  /** A value's count; 0 if there is none. Changes nothing, so any reader may ask. */
  long views(String value) {
    ValueCount count = inMemory.get(value);
    if (count != null) {
      return count.views;
    }
    byte[] row = complete ? null : rows.get(rowKey(value));
    return row == null ? 0 : BucketRows.readViews(row);
  }

  /** A value's counts; empty if there are none. */
  Optional<ValueTotals> totals(String value) {
    ValueCount count = inMemory.get(value);
    if (count == null) {
      count = load(value);
    } else {
      loadUsers(count);
    }
    return count.views == 0 ? Optional.empty() : Optional.of(count.toTotals());
  }

  /** The top values in the contract's order. */
  TopValues top(int limit) {
    List<ValueViews> best = new ArrayList<>(top.size());
    for (ValueCount value : top.values()) {
      best.add(value.toValueViews());
    }
    best.sort(ValueViews.ORDER);
    List<ValueViews> listed = best.subList(0, Math.min(limit, best.size()));
    return new TopValues(listed, distinct <= listed.size(), otherViews, foldError);
  }

  boolean isSplit() {
    return split;
  }

  int heldRows() {
    return inMemory.size();
  }

  /** This table as it stands in the header row. */
  byte[] headerPart() {
    TableHeader header =
        new TableHeader(
            kind.dimension(), split, sealed, topChunks, distinct, otherViews, foldError);
    return BucketRows.table(header, () -> heldValues().filter(value -> value.views > 0).iterator());
  }

  /** Whether it must not stand in the header row. */
  boolean isTooLargeForTheHeader() {
    return !split && distinct > BucketRows.SMALL_VALUES;
  }

  /** Every value is to be written as a row of its own from now on. */
  void split() {
    split = true;
    inMemory.values().forEach(this::markDirty);
  }

  /** Writes the values that changed, if they have rows of their own. */
  void write(Rows.Batch batch) {
    if (!split) {
      return;
    }
    for (ValueCount count : dirty) {
      if (count.views > 0) {
        batch.put(rowKey(count.value), BucketRows.value(count));
      } else if (count.stored) {
        batch.delete(rowKey(count.value));
      }
    }
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    for (ValueCount count : dirty) {
      count.dirty = false;
      count.stored = split && count.views > 0;
      if (count.views == 0) {
        inMemory.remove(count.value);
      }
    }
    dirty.clear();
  }

  /**
   * Writes the top table of a bucket that will leave memory, so that nobody need scan for it; true
   * if the header has to say so.
   */
  boolean seal(Rows.Batch batch) {
    if (!split || sealed) {
      return false;
    }
    List<byte[]> chunks = BucketRows.topChunks(top(Integer.MAX_VALUE).rows());
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      batch.put(RowKeys.top(bucket, kind.dimension(), chunk), chunks.get(chunk));
    }
    for (int chunk = chunks.size(); chunk < topChunks; chunk++) {
      batch.delete(RowKeys.top(bucket, kind.dimension(), chunk));
    }
    topChunks = chunks.size();
    sealed = true;
    return true;
  }

  /** Frees all that can be read again: keeps the top values. Nothing may be dirty. */
  void trim() {
    if (!split) {
      return;
    }
    ValueCount[] kept = top.values();
    complete = complete && kept.length == inMemory.size();
    inMemory.clear();
    top = new TopTable(RollupView.MAX_TOP);
    for (ValueCount count : kept) {
      count.topIndex = ValueCount.NOT_IN_TOP;
      hold(count);
    }
  }

  /** Folds a value away: its views become other views. */
  void foldAway(ValueCount count) {
    otherViews += count.views;
    distinct--;
    count.views = 0;
    count.forgetUsers();
    top.remove(count);
    markDirty(count);
  }

  /** As {@link #foldAway(ValueCount)}, of a row that is not in memory. */
  void foldAway(String value, long views) {
    foldAway(hold(new ValueCount(value, views, null, true)));
  }

  void raiseFoldError(long error) {
    foldError = error;
  }

  long foldError() {
    return foldError;
  }

  int distinct() {
    return distinct;
  }

  int cap() {
    return kind.cap();
  }

  Stream<ValueCount> heldValues() {
    return inMemory.values().stream();
  }

  @Nullable ValueCount held(String value) {
    return inMemory.get(value);
  }

  Rows.Cursor scan(byte[] from) {
    return rows.scan(from, RowKeys.valuesTo(bucket, kind.dimension()));
  }

  byte[] firstKey() {
    return RowKeys.valuesFrom(bucket, kind.dimension());
  }

  String valueOf(byte[] key) {
    return RowKeys.valueOf(bucket, key);
  }

  private void foldIfFull() {
    if (distinct > kind.cap() && fold == null) {
      fold = new Fold(this);
    }
    if (fold != null && fold.step()) {
      fold = null;
    }
  }

  private ValueCount load(String value) {
    byte[] row = complete ? null : rows.get(rowKey(value));
    if (row == null) {
      return new ValueCount(value, 0, null, false);
    }
    BucketRows.StoredValue stored = BucketRows.readValue(value, row);
    return new ValueCount(value, stored.views(), stored.users(), true);
  }

  private void loadUsers(ValueCount count) {
    if (kind.keepsUsers() && !count.usersKnown()) {
      byte[] row = rows.get(rowKey(count.value));
      count.users(row == null ? null : BucketRows.readValue(count.value, row).users());
    }
  }

  private ValueCount hold(ValueCount count) {
    inMemory.put(count.value, count);
    if (count.views > 0) {
      top.grown(count);
    }
    return count;
  }

  private void markDirty(ValueCount count) {
    if (!count.dirty) {
      if (split) {
        loadUsers(count);
      }
      count.dirty = true;
      dirty.add(count);
    }
  }

  private byte[] rowKey(String value) {
    return RowKeys.value(bucket, kind.dimension(), value);
  }
}
