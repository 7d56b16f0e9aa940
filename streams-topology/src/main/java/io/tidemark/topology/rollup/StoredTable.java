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
 * @param scans how the top table is found if it is not sealed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredTable(Rows rows, byte[] bucket, BucketRows.Table table, TopScans.Finder scans)
    implements ValueSource {

  /** One whose top table is asked for seldom. */
  StoredTable(Rows rows, byte[] bucket, BucketRows.Table table) {
    this(rows, bucket, table, TopScans.Finder.SCAN);
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
    byte[] row = rows.get(RowKeys.value(bucket, table.dimension(), value));
    if (row == null) {
      return null;
    }
    ValueCount count = ValueRow.read(value, row);
    if (!count.usersKnown()) {
      byte[] users = rows.get(RowKeys.usersOfValue(bucket, table.dimension(), value));
      count.users(ValueRow.users(users));
    }
    return count;
  }

  @Override
  public long views(byte[] value) {
    if (!table.header().split()) {
      return ValueSource.super.views(value);
    }
    byte[] row = rows.get(RowKeys.value(bucket, table.dimension(), value));
    return row == null ? 0 : ValueRow.readViews(row);
  }

  @Override
  public TopValues top(int limit) {
    TableHeader header = table.header();
    List<ValueViews> best;
    if (!header.split()) {
      best = scan(limit);
    } else if (header.sealed()) {
      best = TopChunks.read(rows, bucket, table.dimension(), header.topChunks(), limit);
    } else {
      best = scans.best(limit, this::scan);
    }
    List<ValueViews> listed = best.subList(0, Math.min(limit, best.size()));
    return new TopValues(
        listed, header.distinct() <= listed.size(), header.otherViews(), header.foldError());
  }

  @Override
  public void forEach(Consumer<ValueCount> visitor) {
    if (!table.header().split()) {
      table.values().forEach(visitor);
      return;
    }
    byte[] from = RowKeys.valuesFrom(bucket, table.dimension());
    byte[] to = RowKeys.valuesTo(bucket, table.dimension());
    try (Rows.Cursor cursor = rows.scan(from, to)) {
      while (cursor.next()) {
        visitor.accept(ValueRow.read(RowKeys.valueOf(bucket, cursor.key()), cursor.value()));
      }
    }
  }

  private List<ValueViews> scan(int limit) {
    BestValues best = new BestValues(ValueCount.BUCKET, limit);
    forEach(best::offer);
    return best.best();
  }
}
