package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lossy counting: halves a {@link ValueTable} that passed its cap, a bounded step at a time.
 *
 * <p>First all counts are seen once to find the least count t such that the values with at most t
 * views are half of the table; then the values with at most t views are folded away until half of
 * the cap is free. A folded value that comes again starts at 0, so its count may be too low by what
 * was folded; over several folds these add up, and so does {@link ValueTable#foldError()}.
 *
 * <p>Each value that is new while the fold runs pays for {@value #ROWS_PER_NEW_VALUE} rows of its
 * work, in steps of {@value #STEP_ROWS}, so that the table outgrows its cap by a few percent at
 * most. (Manku and Motwani, Approximate Frequency Counts over Data Streams, VLDB 2002.)
 */
final class Fold {
  private static final int ROWS_PER_NEW_VALUE = 32;
  private static final int STEP_ROWS = 1024;

  /**
   * Counts above are taken for this; a table whose lesser half is larger folds at most this many
   * views a value.
   */
  private static final int LARGEST_COUNT = 1 << 16;

  private final ValueTable table;
  private final long errorBefore;
  private final int[] valuesByCount = new int[LARGEST_COUNT + 1];
  private byte[] nextKey;
  private boolean thresholdKnown;
  private long threshold;
  private long largestFolded;
  private int newValues;

  Fold(ValueTable table) {
    this.table = table;
    this.errorBefore = table.foldError();
    this.nextKey = table.rows().firstKey();
    forEachUnstored(count -> see(count.views));
    this.newValues = STEP_ROWS / ROWS_PER_NEW_VALUE - 1;
  }

  /** Called for each value that is new while this runs; true when the fold is done. */
  boolean step() {
    if (++newValues * ROWS_PER_NEW_VALUE < STEP_ROWS) {
      return false;
    }
    newValues = 0;
    boolean atEnd = thresholdKnown ? foldStep() : countStep();
    if (!atEnd) {
      return false;
    }
    if (thresholdKnown) {
      return true;
    }
    threshold = leastHalf();
    thresholdKnown = true;
    nextKey = table.rows().firstKey();
    forEachUnstored(this::foldIfSmall);
    return enough() || (isInMemoryOnly() && foldStep());
  }

  private boolean countStep() {
    return forRows(
        (value, row) -> {
          ValueCount held = table.held().get(value);
          see(held != null ? held.views : ValueRow.readViews(row));
        });
  }

  private boolean foldStep() {
    return forRows(
            (value, row) -> {
              ValueCount held = table.held().get(value);
              if (held != null) {
                foldIfSmall(held);
              } else if (ValueRow.readViews(row) <= threshold && !enough()) {
                ValueCount stored = ValueRow.read(value, row);
                stored.stored = true;
                note(stored.views);
                table.foldAwayStored(stored);
              }
            })
        || enough();
  }

  private void foldIfSmall(ValueCount count) {
    if (count.views > 0 && count.views <= threshold && !enough()) {
      note(count.views);
      table.foldAway(count);
    }
  }

  private void note(long views) {
    if (views > largestFolded) {
      largestFolded = views;
      table.raiseFoldError(errorBefore + largestFolded);
    }
  }

  private boolean enough() {
    return table.distinct() <= table.cap() / 2;
  }

  private void see(long views) {
    if (views > 0) {
      valuesByCount[(int) Math.min(views, LARGEST_COUNT)]++;
    }
  }

  private long leastHalf() {
    int needed = table.distinct() - table.cap() / 2;
    int seen = 0;
    for (int count = 1; count < LARGEST_COUNT; count++) {
      seen += valuesByCount[count];
      if (seen >= needed) {
        return count;
      }
    }
    return Long.MAX_VALUE;
  }

  private void forEachUnstored(Consumer<ValueCount> visitor) {
    List<ValueCount> unstored = new ArrayList<>();
    table
        .held()
        .forEach(
            count -> {
              if (!count.stored) {
                unstored.add(count);
              }
            });
    unstored.forEach(visitor);
  }

  private boolean isInMemoryOnly() {
    boolean[] anyStored = new boolean[1];
    table.held().forEach(count -> anyStored[0] |= count.stored);
    return !anyStored[0];
  }

  /** Visits the next rows; true at the end of the table. */
  private boolean forRows(RowVisitor visitor) {
    try (Rows.Cursor cursor = table.rows().scan(nextKey)) {
      for (int i = 0; i < STEP_ROWS; i++) {
        if (!cursor.next()) {
          return true;
        }
        visitor.row(table.rows().valueOf(cursor.key()), cursor.value());
        nextKey = after(cursor.key());
      }
      return false;
    }
  }

  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private interface RowVisitor {
    void row(byte[] value, byte[] row);
  }
}
