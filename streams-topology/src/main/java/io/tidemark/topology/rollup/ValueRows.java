package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.ValueViews;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table that is split: one for each value, one more for users that are many, and
 * those of the sealed top table. For any thread; to write, for the stream thread.
 */
final class ValueRows {
  private final Rows rows;
  private final byte[] bucket;
  private final int dimension;

  ValueRows(Rows rows, byte[] bucket, int dimension) {
    this.rows = rows;
    this.bucket = bucket;
    this.dimension = dimension;
  }

  int dimension() {
    return dimension;
  }

  /** A value without users that have a row of their own; null: it has no row. */
  @Nullable ValueCount get(byte[] value) {
    byte[] row = row(value);
    return row == null ? null : ValueRow.read(value, row);
  }

  /** A value's views; 0 if it has no row. */
  long views(byte[] value) {
    byte[] row = row(value);
    return row == null ? 0 : ValueRow.readViews(row);
  }

  /** Reads the users that have a row of their own, if that was not done. */
  void loadUsers(ValueCount count) {
    if (!count.usersKnown()) {
      byte[] row = rows.get(RowKeys.usersOfValue(bucket, dimension, count.value));
      count.users(ValueRow.users(row));
    }
  }

  /** Visits all values, without users that have a row of their own. */
  void forEach(Consumer<ValueCount> visitor) {
    try (Rows.Cursor cursor = scan(firstKey())) {
      while (cursor.next()) {
        visitor.accept(ValueRow.read(valueOf(cursor.key()), cursor.value()));
      }
    }
  }

  /** The rows of values from a key on. */
  Rows.Cursor scan(byte[] from) {
    return rows.scan(from, RowKeys.valuesTo(bucket, dimension));
  }

  /** Where {@link #scan} begins to see all. */
  byte[] firstKey() {
    return RowKeys.valuesFrom(bucket, dimension);
  }

  /** The value of a key that a {@link #scan} came to. */
  byte[] valueOf(byte[] key) {
    return RowKeys.valueOf(bucket, key);
  }

  /** Writes a value, or the deletion of one that was folded away. */
  void write(Rows.Batch batch, ValueCount count) {
    if (count.views > 0) {
      UserSketch users = count.users();
      boolean apart = users == null ? count.usersStoredApart : !users.isExact();
      batch.put(
          RowKeys.value(bucket, dimension, count.value),
          ValueRow.write(batch.row(), count, apart).toBytes());
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

  /**
   * Writes the top table over another one.
   *
   * @param before number of rows of the other
   * @return number of rows of this one
   */
  int writeTop(Rows.Batch batch, List<ValueViews> best, int before) {
    return TopChunks.write(batch, bucket, dimension, best, before);
  }

  /** The first values of the sealed top table, at least {@code limit} if there are so many. */
  List<ValueViews> readTop(int chunks, int limit) {
    return TopChunks.read(rows, bucket, dimension, chunks, limit);
  }

  private byte @Nullable [] row(byte[] value) {
    return rows.get(RowKeys.value(bucket, dimension, value));
  }
}
