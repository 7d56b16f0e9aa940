package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a day's or all time's values of one dimension (its paths, say), with the top ones
 * always at hand.
 *
 * <p>A small table stands in the bucket's header row; a split one has a row per value. While {@link
 * #complete} all values are in memory; otherwise those touched lately and the top ones are, and the
 * rest is read from the rows when it is touched. The number of values is capped: past the cap a
 * {@link Fold} moves the smaller half into {@code otherViews}. Guarded by its site.
 *
 * <p><b>Invariant</b>: sum of all counts + other views = all that was ever added.
 */
final class ValueTable implements ValueSource {
  /** A split table with no more values than this is taken into memory as a whole. */
  static final int LOADED_WHOLE = 16_384;

  private final Rows rows;
  private final byte[] bucket;
  private final int dimension;
  private final int cap;
  private final FoldListener foldListener;

  private final SliceMap<ValueCount> inMemory = new SliceMap<>();
  private final List<ValueCount> dirty = new ArrayList<>();

  /** Null while all values are in memory and so few that they are their own top list. */
  private @Nullable TopList top;

  private boolean complete = true;
  private boolean split;

  /** Whether the database holds the present top table. */
  private boolean sealed;

  private int topChunks;
  private int distinct;
  private long otherViews;
  private long foldError;
  private @Nullable Fold fold;
  private boolean hasNewValue;

  /** Is told of each value before it is folded away. */
  interface FoldListener {
    FoldListener NONE = value -> {};

    void folding(ValueCount value);
  }

  private ValueTable(
      Rows rows, byte[] bucket, int dimension, int cap, FoldListener listener, TableHeader header) {
    this.rows = rows;
    this.bucket = bucket;
    this.dimension = dimension;
    this.cap = cap;
    this.foldListener = listener;
    this.split = header.split();
    this.sealed = header.sealed();
    this.topChunks = header.topChunks();
    this.distinct = header.distinct();
    this.otherViews = header.otherViews();
    this.foldError = header.foldError();
  }

  /** A table without values. */
  static ValueTable empty(Rows rows, byte[] bucket, int dimension, int cap, FoldListener listener) {
    return new ValueTable(rows, bucket, dimension, cap, listener, TableHeader.EMPTY);
  }

  /** A table as it was stored. */
  static ValueTable stored(StoredTable stored, int cap, FoldListener listener) {
    BucketRows.Table found = stored.table();
    ValueTable table =
        new ValueTable(
            stored.rows(), stored.bucket(), found.dimension(), cap, listener, found.header());
    if (!table.split || table.distinct <= LOADED_WHOLE) {
      stored.forEach(value -> table.hold(value).stored = table.split);
    } else {
      table.complete = false;
      table.keepTop();
      for (ValueViews best : stored.top(RollupView.MAX_TOP).rows()) {
        table.touch(best.value());
      }
    }
    return table;
  }

  /**
   * Adds to a value's count and users. {@link #settle} must follow.
   *
   * @param weight at least 1
   */
  ValueCount add(byte[] source, int from, int to, int hash, int weight, Hit hit) {
    ValueCount count = inMemory.get(source, from, to, hash);
    if (count == null) {
      count = hold(load(Arrays.copyOfRange(source, from, to), hash));
    }
    if (hit.hasUser) {
      loadUsers(count);
      count.addUser(hit.userHash);
    }
    grow(count, weight);
    return count;
  }

  /** Adds another table's value. {@link #settle} must follow. */
  void merge(ValueCount other) {
    ValueCount count = touch(other.value);
    UserSketch users = other.users();
    if (users != null) {
      loadUsers(count);
      count.addUsers(users);
    }
    grow(count, other.views);
  }

  /** Adds another table's values, and what it has folded away. */
  void mergeAll(ValueTable other, Runnable overflowed) {
    other.forEach(
        value -> {
          other.loadUsers(value);
          merge(value);
          if (settle()) {
            overflowed.run();
          }
        });
    otherViews += other.otherViews;
    foldError += other.foldError;
  }

  private void grow(ValueCount count, long more) {
    if (count.views == 0) {
      distinct++;
      hasNewValue = true;
    }
    count.views += more;
    sealed = false;
    if (!count.dirty) {
      markDirty(count);
    }
    if (top != null) {
      top.grown(count);
    } else if (inMemory.size() > RollupView.MAX_TOP) {
      keepTop();
    }
  }

  /**
   * Folds if the last {@link #add} passed the cap; nobody holds a value of this table meanwhile.
   *
   * @return whether a fold began
   */
  boolean settle() {
    if (!hasNewValue) {
      return false;
    }
    hasNewValue = false;
    boolean begins = distinct > cap && fold == null;
    if (begins) {
      fold = new Fold(this);
    }
    if (fold != null && fold.step()) {
      fold = null;
    }
    return begins;
  }

  @Override
  public @Nullable ValueCount find(byte[] value) {
    ValueCount count = inMemory.get(value);
    if (count == null) {
      count = complete ? null : asStored().find(value);
    } else {
      loadUsers(count);
    }
    return count == null || count.views == 0 ? null : count;
  }

  @Override
  public long views(byte[] value) {
    ValueCount count = inMemory.get(value);
    if (count != null) {
      return count.views;
    }
    return complete ? 0 : asStored().views(value);
  }

  @Override
  public TopValues top(int limit) {
    List<ValueViews> listed = best(limit);
    return new TopValues(listed, distinct <= listed.size(), otherViews, foldError);
  }

  @Override
  public void forEach(Consumer<ValueCount> visitor) {
    inMemory.forEach(
        count -> {
          if (count.views > 0) {
            visitor.accept(count);
          }
        });
    if (!complete) {
      asStored()
          .forEach(
              stored -> {
                if (inMemory.get(stored.value) == null) {
                  visitor.accept(stored);
                }
              });
    }
  }

  /** The value in memory, new if there is none. */
  ValueCount touch(String value) {
    return touch(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Offers all values to a top list; those it keeps stay in memory. */
  void list(Consumer<ValueCount> topList) {
    List<ValueCount> stored = new ArrayList<>();
    forEach(
        count -> {
          topList.accept(count);
          if (count.listed != 0 && inMemory.get(count.value) == null) {
            stored.add(count);
          }
        });
    for (ValueCount count : stored) {
      if (count.listed != 0) {
        count.stored = true;
        hold(count);
      }
    }
  }

  boolean isSplit() {
    return split;
  }

  int dimension() {
    return dimension;
  }

  int heldRows() {
    return inMemory.size();
  }

  int dirtyRows() {
    return split ? dirty.size() : 0;
  }

  /** This table as it stands in the header row. */
  byte[] headerPart() {
    List<ValueCount> values = new ArrayList<>();
    if (!split) {
      forEach(values::add);
    }
    return BucketRows.table(dimension, header(), values);
  }

  /** Whether it must not stand in the header row. */
  boolean isTooLargeForTheHeader() {
    return !split && distinct > BucketRows.SMALL_VALUES;
  }

  /** Every value is to be written as a row of its own from now on. */
  void split() {
    split = true;
    inMemory.forEach(
        count -> {
          if (!count.dirty) {
            markDirty(count);
          }
        });
  }

  /** Writes the values that changed, if they have rows of their own. */
  void write(Rows.Batch batch) {
    if (split) {
      dirty.forEach(count -> write(batch, count));
    }
  }

  private void write(Rows.Batch batch, ValueCount count) {
    if (count.views > 0) {
      UserSketch users = count.users();
      boolean apart = users == null ? count.usersStoredApart : !users.isExact();
      batch.put(RowKeys.value(bucket, dimension, count.value), ValueRow.write(count, apart));
      if (apart && users != null && (count.usersDirty || !count.usersStoredApart)) {
        batch.put(RowKeys.usersOfValue(bucket, dimension, count.value), users.toBytes());
        count.usersStoredApart = true;
      }
    } else if (count.stored) {
      batch.delete(RowKeys.value(bucket, dimension, count.value));
      if (count.usersStoredApart) {
        batch.delete(RowKeys.usersOfValue(bucket, dimension, count.value));
      }
    }
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    for (ValueCount count : dirty) {
      count.dirty = false;
      count.usersDirty = false;
      count.stored = split && count.views > 0;
      if (count.views == 0) {
        inMemory.remove(count);
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
    topChunks = TopChunks.write(batch, bucket, dimension, best(RollupView.MAX_TOP), topChunks);
    sealed = true;
    return true;
  }

  /** Frees all that can be read again: keeps what stands in a top list. Nothing may be dirty. */
  void trim() {
    if (split) {
      keepTop().cut();
      int before = inMemory.size();
      inMemory.retain(count -> count.listed != 0);
      complete &= inMemory.size() == before;
    }
  }

  /** Folds a value away: its views become other views. */
  void foldAway(ValueCount count) {
    foldListener.folding(count);
    otherViews += count.views;
    distinct--;
    count.views = 0;
    count.users(null);
    count.forgetHours();
    if (top != null) {
      top.remove(count);
    }
    if (!count.dirty) {
      markDirty(count);
    }
  }

  /** As {@link #foldAway(ValueCount)}, of a row that is not in memory. */
  void foldAwayStored(ValueCount row) {
    foldAway(hold(row));
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
    return cap;
  }

  @Nullable ValueCount held(byte[] value) {
    return inMemory.get(value);
  }

  void forEachHeld(Consumer<ValueCount> visitor) {
    inMemory.forEach(visitor);
  }

  Rows.Cursor scan(byte[] from) {
    return rows.scan(from, RowKeys.valuesTo(bucket, dimension));
  }

  byte[] firstKey() {
    return RowKeys.valuesFrom(bucket, dimension);
  }

  byte[] valueOf(byte[] key) {
    return RowKeys.valueOf(bucket, key);
  }

  private List<ValueViews> best(int limit) {
    TopList list = top;
    if (list != null) {
      return list.best(limit);
    }
    BestValues best = new BestValues(ValueCount.BUCKET, limit);
    inMemory.forEach(best::offer);
    return best.best();
  }

  private TopList keepTop() {
    TopList list = top;
    if (list == null) {
      TopList fresh = new TopList(ValueCount.BUCKET);
      inMemory.forEach(
          count -> {
            if (count.views > 0) {
              fresh.grown(count);
            }
          });
      top = fresh;
      list = fresh;
    }
    return list;
  }

  private TableHeader header() {
    return new TableHeader(split, sealed, topChunks, distinct, otherViews, foldError);
  }

  private StoredTable asStored() {
    return new StoredTable(rows, bucket, new BucketRows.Table(dimension, header(), List.of()));
  }

  private ValueCount touch(byte[] value) {
    ValueCount count = inMemory.get(value);
    return count != null ? count : hold(load(value, SliceHash.of(value)));
  }

  private ValueCount load(byte[] value, int hash) {
    byte[] row = complete ? null : rows.get(RowKeys.value(bucket, dimension, value));
    if (row == null) {
      return new ValueCount(value, hash);
    }
    ValueCount count = ValueRow.read(value, row);
    count.stored = true;
    return count;
  }

  private void loadUsers(ValueCount count) {
    if (!count.usersKnown()) {
      byte[] row = rows.get(RowKeys.usersOfValue(bucket, dimension, count.value));
      count.users(ValueRow.users(row));
    }
  }

  private ValueCount hold(ValueCount count) {
    inMemory.put(count);
    if (count.views > 0 && top != null) {
      top.grown(count);
    }
    return count;
  }

  private void markDirty(ValueCount count) {
    count.dirty = true;
    dirty.add(count);
  }
}
