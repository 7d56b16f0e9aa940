package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a day's or all time's values of one dimension (its paths, say), with the top ones
 * always at hand.
 *
 * <p>A small table stands in the bucket's header row; a split one has a row per value ({@link
 * ValueRows}), and not all values need be in memory ({@link HeldValues}). The number of values is
 * capped: past the cap a {@link Fold} moves the smaller half into {@code otherViews}. Guarded by
 * its site.
 *
 * <p><b>Invariant</b>: sum of all counts + other views = all that was ever added.
 */
final class ValueTable implements ValueSource {
  /** A split table with no more values than this is taken into memory as a whole. */
  static final int LOADED_WHOLE = 16_384;

  private final ValueRows rows;
  private final int cap;
  private final FoldListener foldListener;
  private final HeldValues held;

  /** Null while there are few values and nobody asked for the best of them. */
  private @Nullable TableTop top;

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
    void folding(ValueTable table, ValueCount value);
  }

  private ValueTable(ValueRows rows, int cap, FoldListener listener, TableHeader header) {
    this.rows = rows;
    this.cap = cap;
    this.foldListener = listener;
    this.held = new HeldValues(rows);
    this.split = header.split();
    this.sealed = header.sealed();
    this.topChunks = header.topChunks();
    this.distinct = header.distinct();
    this.otherViews = header.otherViews();
    this.foldError = header.foldError();
  }

  /** A table without values. */
  static ValueTable empty(ValueRows rows, int cap, FoldListener listener) {
    return new ValueTable(rows, cap, listener, TableHeader.EMPTY);
  }

  /** A table as it was stored. */
  static ValueTable stored(StoredTable stored, int cap, FoldListener listener) {
    ValueTable table = new ValueTable(stored.rows(), cap, listener, stored.table().header());
    if (!table.split || table.distinct <= LOADED_WHOLE) {
      stored.forEach(value -> table.hold(value).stored = table.split);
    } else {
      table.held.setIncomplete();
      table.top().keep();
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
    ValueCount count = held.get(source, from, to, hash);
    if (count == null) {
      count = hold(held.load(hit.texts.of(source, from, to, hash), hash));
    }
    if (hit.hasUser) {
      rows.loadUsers(count);
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
      rows.loadUsers(count);
      count.addUsers(users);
    }
    grow(count, other.views);
  }

  /** Adds another table's values, and what it has folded away. */
  void mergeAll(ValueTable other, Runnable overflowed) {
    other.forEach(
        value -> {
          other.rows.loadUsers(value);
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
    if (split) {
      held.changed(count);
    }
    if (top != null || TableTop.isList(held)) {
      top().grown(count);
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
    ValueCount count = held.get(value);
    if (count == null) {
      count = held.isComplete() ? null : asStored().find(value);
    } else {
      rows.loadUsers(count);
    }
    return count == null || count.views == 0 ? null : count;
  }

  @Override
  public long views(byte[] value) {
    ValueCount count = held.get(value);
    if (count != null) {
      return count.views;
    }
    return held.isComplete() ? 0 : asStored().views(value);
  }

  @Override
  public TopValues top(int limit) {
    List<ValueViews> listed = top().best(limit);
    return new TopValues(listed, distinct <= listed.size(), otherViews, foldError);
  }

  @Override
  public void forEach(Consumer<ValueCount> visitor) {
    held.forEach(
        count -> {
          if (count.views > 0) {
            visitor.accept(count);
          }
        });
    if (!held.isComplete()) {
      asStored()
          .forEach(
              stored -> {
                if (held.get(stored.value) == null) {
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
          if (count.listed != 0 && held.get(count.value) == null) {
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
    return rows.dimension();
  }

  int heldRows() {
    return held.size();
  }

  int dirtyRows() {
    return split ? held.dirtySize() : 0;
  }

  /** Writes this table as it stands in the header row. */
  void writeInto(RowWriter header) {
    BucketRows.table(header, rows.dimension(), header());
    if (!split) {
      forEach(value -> BucketRows.value(header, value));
    }
  }

  /** Whether it is to be told what was {@link #written}. */
  boolean hasChangedValues() {
    return held.dirtySize() > 0;
  }

  /** Whether it must not stand in the header row. */
  boolean isTooLargeForTheHeader() {
    return !split && distinct > BucketRows.SMALL_VALUES;
  }

  /** Every value is to be written as a row of its own from now on. */
  void split() {
    split = true;
    held.forEach(held::changed);
  }

  /** Writes the values that changed, if they have rows of their own. */
  void write(Rows.Batch batch) {
    if (split) {
      held.write(batch);
    }
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    held.written(split);
  }

  /**
   * Writes the top table of a bucket that will leave memory, so that nobody need scan for it; true
   * if the header has to say so.
   */
  boolean seal(Rows.Batch batch) {
    if (!split || sealed) {
      return false;
    }
    topChunks = rows.writeTop(batch, top().best(RollupView.MAX_TOP), topChunks);
    sealed = true;
    return true;
  }

  /** Frees all that can be read again: keeps what stands in a top list. Nothing may be dirty. */
  void trim() {
    if (split) {
      top().keep().cut();
      held.retain(count -> count.listed != 0);
    }
  }

  /** Folds a value away: its views become other views. */
  void foldAway(ValueCount count) {
    foldListener.folding(this, count);
    otherViews += count.views;
    distinct--;
    count.views = 0;
    count.users(null);
    count.forgetHours();
    if (top != null) {
      top.remove(count);
    }
    held.changed(count);
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

  /** What is in memory; for a {@link Fold}. */
  HeldValues held() {
    return held;
  }

  /** What is in the database; for a {@link Fold}. */
  ValueRows rows() {
    return rows;
  }

  private TableHeader header() {
    return new TableHeader(split, sealed, topChunks, distinct, otherViews, foldError);
  }

  private StoredTable asStored() {
    return new StoredTable(rows, new BucketRows.Table(rows.dimension(), header(), List.of()));
  }

  private ValueCount touch(byte[] value) {
    ValueCount count = held.get(value);
    return count != null ? count : hold(held.load(value, SliceHash.of(value)));
  }

  private ValueCount hold(ValueCount count) {
    held.put(count);
    if (top != null) {
      top.held(count);
    }
    return count;
  }

  private TableTop top() {
    TableTop known = top;
    if (known == null) {
      known = new TableTop(held);
      top = known;
    }
    return known;
  }
}
