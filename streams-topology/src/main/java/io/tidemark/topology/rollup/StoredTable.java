package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table in rows. For any thread.
 *
 * @param rows its own, where it is split
 * @param table what the header row has of it
 * @param scans how the top table is found if it is not sealed
 */
record StoredTable(ValueRows rows, BucketRows.Table table, TopScans.Finder scans)
    implements ValueSource {

  /**
   * One whose top table, if it is not sealed, is found by scanning as long as its bucket is the
   * same.
   */
  static StoredTable of(
      Rows rows, TopScans scans, byte[] bucket, BucketRows.Table table, byte[] headerRow) {
    return new StoredTable(
        new ValueRows(rows, bucket, table.dimension()),
        table,
        scans.of(bucket, table.dimension(), headerRow));
  }

  /** One whose top table is asked for seldom. */
  StoredTable(ValueRows rows, BucketRows.Table table) {
    this(rows, table, TopScans.Finder.SCAN);
  }

  @Override
  public @Nullable ValueCount find(byte[] value) {
    if (!table.header().split()) {
      for (ValueCount inHeader : table.values()) {
        if (Arrays.equals(inHeader.value, value)) {
          return inHeader;
        }
      }
      return null;
    }
    ValueCount count = rows.get(value);
    if (count != null) {
      rows.loadUsers(count);
    }
    return count;
  }

  @Override
  public long views(byte[] value) {
    return table.header().split() ? rows.views(value) : ValueSource.super.views(value);
  }

  @Override
  public TopValues top(int limit) {
    TableHeader header = table.header();
    List<ValueViews> best;
    if (!header.split()) {
      best = scan(limit);
    } else if (header.sealed()) {
      best = rows.readTop(header.topChunks(), limit);
    } else {
      best = scans.best(limit, this::scan);
    }
    List<ValueViews> listed = best.subList(0, Math.min(limit, best.size()));
    return new TopValues(
        listed, header.distinct() <= listed.size(), header.otherViews(), header.foldError());
  }

  @Override
  public void forEach(Consumer<ValueCount> visitor) {
    if (table.header().split()) {
      rows.forEach(visitor);
    } else {
      table.values().forEach(visitor);
    }
  }

  private List<ValueViews> scan(int limit) {
    BestValues best = new BestValues(ValueCount.BUCKET, limit);
    forEach(best::offer);
    return best.best();
  }
}
