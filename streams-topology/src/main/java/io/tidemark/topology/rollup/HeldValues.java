package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The values of a table in memory, above their rows, and which of them are to be written. While it
 * is {@link #isComplete complete} all are in memory; otherwise those touched lately and the top
 * ones are, and the rest is read from the rows when it is touched. What is to be written is known
 * of tables that are split, and of values that are folded away; the others are written as a whole.
 * Guarded by its site.
 *
 * <p>It is a map rather than has one: an event goes through ten of these, each in no cache.
 */
final class HeldValues extends SliceMap<ValueCount> {
  private final ValueRows rows;

  /** An own list once something changed: most tables are written as a whole, and never need one. */
  private List<ValueCount> dirty = List.of();

  private boolean complete = true;

  /** None, of a table that has none or whose values are {@link #put put} next. */
  HeldValues(ValueRows rows) {
    this.rows = rows;
  }

  /** Whether a value that is not here is nowhere. */
  boolean isComplete() {
    return complete;
  }

  /** From now on the rows have values that are not here. */
  void setIncomplete() {
    complete = false;
  }

  /** The number of values to be written. */
  int dirtySize() {
    return dirty.size();
  }

  /** A value that is not in memory, from its row, or new if it has none; to be held. */
  ValueCount load(byte[] value, int hash) {
    ValueCount count = complete ? null : rows.get(value);
    if (count == null) {
      return new ValueCount(value, hash);
    }
    count.stored = true;
    return count;
  }

  /** The value differs from its row. */
  void changed(ValueCount count) {
    if (!count.dirty) {
      count.dirty = true;
      if (dirty.isEmpty()) {
        dirty = new ArrayList<>();
      }
      dirty.add(count);
    }
  }

  /** Writes the values that changed, each as a row. */
  void write(Rows.Batch batch) {
    dirty.forEach(count -> rows.write(batch, count));
  }

  /**
   * What changed is in the database now.
   *
   * @param asRows whether as rows
   */
  void written(boolean asRows) {
    for (ValueCount count : dirty) {
      count.dirty = false;
      count.usersDirty = false;
      count.stored = asRows && count.views > 0;
      if (count.views == 0) {
        remove(count);
      }
    }
    dirty = List.of();
  }

  /** Frees what is not to be kept; nothing may be dirty, and all must have rows. */
  @Override
  void retain(Predicate<? super ValueCount> kept) {
    int before = size();
    super.retain(kept);
    complete &= size() == before;
  }
}
