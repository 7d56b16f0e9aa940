package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of a table in memory, above their rows, and which of them are to be written. While it
 * is {@link #isComplete complete} all are in memory; otherwise those touched lately and the top
 * ones are, and the rest is read from the rows when it is touched. What is to be written is known
 * of tables that are split, and of values that are folded away; the others are written as a whole.
 * Guarded by its site.
 */
final class HeldValues {
  private final ValueRows rows;
  private final SliceMap<ValueCount> byBytes = new SliceMap<>();

  /** An own list once something changed: most tables are written as a whole, and never need one. */
  private List<ValueCount> dirty = List.of();

  private boolean complete = true;

  /** None, of a table that has none or whose values are {@link #hold held} next. */
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

  int size() {
    return byBytes.size();
  }

  /** The number of values to be written. */
  int dirtySize() {
    return dirty.size();
  }

  /** The value if it is in memory. */
  @Nullable ValueCount get(byte[] value) {
    return byBytes.get(value);
  }

  /** The value of a slice if it is in memory; {@code hash} must be its {@link SliceHash}. */
  @Nullable ValueCount get(byte[] source, int from, int to, int hash) {
    return byBytes.get(source, from, to, hash);
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

  /** Takes a value that is not in memory into it. */
  void hold(ValueCount count) {
    byBytes.put(count);
  }

  /** Visits those in memory, also those folded away and not yet deleted. */
  void forEach(Consumer<ValueCount> visitor) {
    byBytes.forEach(visitor);
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
        byBytes.remove(count);
      }
    }
    dirty = List.of();
  }

  /** Frees what is not to be kept; nothing may be dirty, and all must have rows. */
  void retain(Predicate<ValueCount> kept) {
    int before = byBytes.size();
    byBytes.retain(kept);
    complete &= byBytes.size() == before;
  }
}
