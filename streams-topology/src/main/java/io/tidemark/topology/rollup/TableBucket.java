package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bucket with tables of values, a day's or all time's, in memory. What is written are absolute
 * numbers, and they stay readable here until they are in the database. Guarded by its site, but for
 * its place in {@link Recency}.
 */
abstract class TableBucket implements ValueTable.FoldListener {
  final LiveSite site;
  final byte[] prefix;
  final Rows rows;
  final Totals totals;
  final int cap;

  /**
   * By {@link Dimension#code()}; null: no value yet. Also of dimensions that are no longer kept.
   */
  private @Nullable ValueTable[] byDimension = new ValueTable[Dimension.values().length];

  boolean dirty;

  /** Whether {@link #written} is to be told to the tables: most often no table knows of changes. */
  private boolean valuesChanged;

  /** The flush during which, or before which, this was last added to. */
  long lastTouched;

  // Its place in Recency, for the stream thread alone.
  @Nullable TableBucket older;
  @Nullable TableBucket newer;
  boolean isListed;
  int listedRows;

  TableBucket(
      LiveSite site, byte[] prefix, Rows rows, int cap, BucketRows.@Nullable Tables stored) {
    this.site = site;
    this.prefix = prefix;
    this.rows = rows;
    this.cap = cap;
    this.totals = stored == null ? new Totals() : StoredBuckets.totals(rows, prefix, stored.head());
  }

  /** How its header row begins: what comes before the tables. */
  abstract RowWriter head(RowWriter emptyRow);

  /** Takes the tables into memory; to be called once, by the constructor. */
  final void load(BucketRows.Tables stored) {
    for (BucketRows.Table found : stored.tables()) {
      StoredTable table = new StoredTable(rowsOf(found.dimension()), found);
      put(found.dimension(), ValueTable.stored(table, cap, this));
    }
  }

  final ValueTable table(int dimension) {
    ValueTable table = find(dimension);
    if (table == null) {
      table = ValueTable.empty(rowsOf(dimension), cap, this);
      put(dimension, table);
    }
    return table;
  }

  final @Nullable ValueTable find(int dimension) {
    return dimension < byDimension.length ? byDimension[dimension] : null;
  }

  final void forEachTable(Consumer<ValueTable> visitor) {
    for (ValueTable table : byDimension) {
      if (table != null) {
        visitor.accept(table);
      }
    }
  }

  /** Rows held in memory. */
  int heldRows() {
    int held = 1;
    for (ValueTable table : byDimension) {
      held += table == null ? 0 : table.heldRows();
    }
    return held;
  }

  /**
   * Writes what changed, the header last: whoever reads it, on a standby too, finds the values that
   * it tells of.
   */
  void write(Rows.Batch batch) {
    byte[] header = splitUntilSmall(batch);
    if (totals.usersApart && totals.usersDirty) {
      batch.put(RowKeys.users(prefix), totals.users.toBytes());
    }
    forEachTable(table -> table.write(batch));
    batch.put(RowKeys.header(prefix), header);
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    dirty = false;
    totals.usersDirty = false;
    if (valuesChanged) {
      forEachTable(ValueTable::written);
      valuesChanged = false;
    }
  }

  /**
   * Writes the top tables of a bucket that will leave memory, so that nobody need scan for them.
   */
  void seal(Rows.Batch batch) {
    boolean[] changed = new boolean[1];
    forEachTable(table -> changed[0] |= table.seal(batch));
    if (changed[0]) {
      batch.put(RowKeys.header(prefix), splitUntilSmall(batch));
    }
  }

  /** Keeps the totals and the top values only. */
  void trim() {
    forEachTable(ValueTable::trim);
  }

  /** The header row; what makes it too large gets rows of its own, the largest part first. */
  private byte[] splitUntilSmall(Rows.Batch batch) {
    while (true) {
      int largest = totals.usersApart ? 0 : totals.users.storedBytes();
      ValueTable largestTable = null;
      RowWriter header = head(batch.row());
      for (ValueTable table : byDimension) {
        if (table == null) {
          continue;
        }
        if (table.isTooLargeForTheHeader()) {
          table.split();
        }
        int start = header.size();
        table.writeInto(header);
        int part = header.size() - start;
        valuesChanged |= table.hasChangedValues();
        if (!table.isSplit() && part > largest) {
          largest = part;
          largestTable = table;
        }
      }
      if (header.size() <= BucketRows.SMALL_BYTES) {
        return header.toBytes();
      }
      if (largestTable != null) {
        largestTable.split();
      } else {
        totals.setUsersApart();
      }
    }
  }

  private void put(int dimension, ValueTable table) {
    if (dimension >= byDimension.length) {
      byDimension = Arrays.copyOf(byDimension, dimension + 1);
    }
    byDimension[dimension] = table;
  }

  private ValueRows rowsOf(int dimension) {
    return new ValueRows(rows, prefix, dimension);
  }
}
