package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads buckets from their rows, for queries and for taking a bucket into memory again. For any
 * thread.
 */
final class StoredBuckets {
  private final Rows rows;

  StoredBuckets(Rows rows) {
    this.rows = rows;
  }

  Optional<BucketRows.Header> header(byte[] bucket) {
    return Optional.ofNullable(rows.get(RowKeys.header(bucket))).map(BucketRows::readHeader);
  }

  UserSketch users(byte[] bucket, BucketRows.Header header) {
    UserSketch inHeader = header.users();
    if (inHeader != null) {
      return inHeader;
    }
    byte[] row = rows.get(RowKeys.users(bucket));
    return row == null ? new UserSketch() : UserSketch.fromBytes(row);
  }

  Optional<BucketTotals> totals(byte[] bucket) {
    return header(bucket)
        .map(found -> new BucketTotals(found.views(), found.events(), users(bucket, found)));
  }

  TopValues top(byte[] bucket, int dimension, int limit) {
    return header(bucket)
        .flatMap(found -> found.table(dimension))
        .map(table -> top(bucket, table, limit))
        .orElse(TopValues.EMPTY);
  }

  /**
   * The first {@code limit} of the table's values: from the header row, the sealed table, or a
   * scan.
   */
  TopValues top(byte[] bucket, BucketRows.Table table, int limit) {
    TableHeader header = table.header();
    List<ValueViews> best;
    if (!header.split()) {
      best = new ArrayList<>();
      table.values().forEach(value -> best.add(value.toValueViews()));
      best.sort(ValueViews.ORDER);
    } else if (header.sealed()) {
      best = sealedTop(bucket, header, limit);
    } else {
      best = scanTop(bucket, header.dimension(), limit);
    }
    List<ValueViews> listed = best.subList(0, Math.min(limit, best.size()));
    return new TopValues(
        listed, header.distinct() <= listed.size(), header.otherViews(), header.foldError());
  }

  long views(byte[] bucket, int dimension, String value) {
    byte[] row = rows.get(RowKeys.value(bucket, dimension, value));
    return row != null
        ? BucketRows.readViews(row)
        : inHeader(bucket, dimension, value).map(BucketRows.StoredValue::views).orElse(0L);
  }

  Optional<ValueTotals> value(byte[] bucket, int dimension, String value) {
    byte[] row = rows.get(RowKeys.value(bucket, dimension, value));
    Optional<BucketRows.StoredValue> found =
        row != null
            ? Optional.of(BucketRows.readValue(value, row))
            : inHeader(bucket, dimension, value);
    return found.map(
        stored -> {
          UserSketch users = stored.users();
          return new ValueTotals(stored.views(), users == null ? UserSketch.small() : users);
        });
  }

  private Optional<BucketRows.StoredValue> inHeader(byte[] bucket, int dimension, String value) {
    return header(bucket)
        .flatMap(found -> found.table(dimension))
        .flatMap(
            table ->
                table.values().stream().filter(stored -> stored.value().equals(value)).findFirst());
  }

  private List<ValueViews> sealedTop(byte[] bucket, TableHeader header, int limit) {
    List<ValueViews> best = new ArrayList<>();
    for (int chunk = 0; chunk < header.topChunks() && best.size() < limit; chunk++) {
      byte[] row = rows.get(RowKeys.top(bucket, header.dimension(), chunk));
      if (row != null) {
        best.addAll(BucketRows.readTopChunk(row));
      }
    }
    return best;
  }

  private List<ValueViews> scanTop(byte[] bucket, int dimension, int limit) {
    TopTable top = new TopTable(Math.min(limit, RollupView.MAX_TOP));
    byte[] from = RowKeys.valuesFrom(bucket, dimension);
    try (Rows.Cursor cursor = rows.scan(from, RowKeys.valuesTo(bucket, dimension))) {
      while (cursor.next()) {
        String value = RowKeys.valueOf(bucket, cursor.key());
        top.grown(new ValueCount(value, BucketRows.readViews(cursor.value()), null, true));
      }
    }
    List<ValueViews> best = new ArrayList<>();
    for (ValueCount value : top.values()) {
      best.add(value.toValueViews());
    }
    best.sort(ValueViews.ORDER);
    return best;
  }
}
