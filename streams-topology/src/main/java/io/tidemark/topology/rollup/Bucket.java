package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bucket in memory: the stream thread adds to it, queries read it, a commit writes it.
 *
 * <p>Every method holds the bucket's monitor, so that a reader sees one moment of it. What is
 * written are absolute numbers, and they stay readable here until they are in the database: no
 * reader sees a value twice or not at all.
 */
final class Bucket {
  private final BucketKey key;
  private final byte[] prefix;
  private final Rows rows;
  private final TableKinds kinds;
  private final UserSketch users;

  /**
   * By {@link Dimension#code()}; null: no value yet. Also of dimensions that are no longer kept.
   */
  private @Nullable ValueTable[] byDimension = new ValueTable[Dimension.values().length];

  private long views;
  private long events;
  private boolean usersApart;
  private boolean usersDirty;
  private boolean dirty;

  /** Whether this object is no longer the truth of its bucket. */
  private boolean evicted;

  /** The flush during which, or before which, this was last added to. */
  private long lastTouched;

  // Its place in Recency, for the stream thread alone.
  @Nullable Bucket older;
  @Nullable Bucket newer;
  boolean isListed;
  int listedRows;

  /** Of which kind a bucket's table of a dimension is. */
  interface TableKinds {
    ValueTable.Kind of(int dimension);
  }

  private Bucket(BucketKey key, Rows rows, TableKinds kinds, UserSketch users) {
    this.key = key;
    this.prefix = RowKeys.bucket(key);
    this.rows = rows;
    this.kinds = kinds;
    this.users = users;
  }

  /** Takes a bucket into memory: from its rows, or empty if it has none. */
  static Bucket load(BucketKey key, Rows rows, TableKinds kinds) {
    byte[] prefix = RowKeys.bucket(key);
    StoredBuckets stored = new StoredBuckets(rows);
    Optional<BucketRows.Header> found = stored.header(prefix);
    if (found.isEmpty()) {
      return new Bucket(key, rows, kinds, new UserSketch());
    }
    BucketRows.Header header = found.get();
    Bucket bucket = new Bucket(key, rows, kinds, stored.users(prefix, header));
    bucket.views = header.views();
    bucket.events = header.events();
    bucket.usersApart = header.users() == null;
    for (BucketRows.Table table : header.tables()) {
      int dimension = table.header().dimension();
      bucket.put(dimension, ValueTable.stored(rows, prefix, kinds.of(dimension), table));
    }
    return bucket;
  }

  BucketKey key() {
    return key;
  }

  /**
   * Adds one event. For the stream thread.
   *
   * @param flush number of the coming flush, so that the buckets touched longest ago leave memory
   *     first
   * @return how many more rows the flush will write, about
   */
  synchronized int add(Hit hit, List<Hit.Value> values, long flush) {
    int newRows = dirty ? 0 : 2;
    lastTouched = flush;
    dirty = true;
    views += hit.views();
    events += hit.events();
    if (hit.hasUser() && users.add(hit.userHash())) {
      usersDirty = true;
    }
    for (Hit.Value value : values) {
      newRows += table(value.dimension().code()).add(value.value(), hit, value.weight());
    }
    return newRows;
  }

  synchronized boolean isEvicted() {
    return evicted;
  }

  /** Null if this object was evicted; so the following. */
  synchronized @Nullable BucketTotals totals() {
    return evicted ? null : new BucketTotals(views, events, users.copy());
  }

  synchronized @Nullable TopValues top(Dimension dimension, int limit) {
    ValueTable table = find(dimension.code());
    return evicted ? null : table == null ? TopValues.EMPTY : table.top(limit);
  }

  @SuppressWarnings("NullableOptional") // null is "ask the rows", empty is "there is none"
  synchronized @Nullable Optional<ValueTotals> value(Dimension dimension, String value) {
    ValueTable table = find(dimension.code());
    return evicted ? null : table == null ? Optional.empty() : table.totals(value);
  }

  /** A value's views; -1 if this object was evicted. */
  synchronized long views(Dimension dimension, String value) {
    ValueTable table = find(dimension.code());
    return evicted ? -1 : table == null ? 0 : table.views(value);
  }

  synchronized boolean isDirty() {
    return dirty;
  }

  /** Rows held in memory. */
  synchronized int heldRows() {
    int held = 1;
    for (ValueTable table : byDimension) {
      held += table == null ? 0 : table.heldRows();
    }
    return held;
  }

  synchronized long lastTouched() {
    return lastTouched;
  }

  /** Writes what changed. */
  synchronized void write(Rows.Batch batch) {
    if (!dirty) {
      return;
    }
    batch.put(RowKeys.header(prefix), splitUntilSmall());
    if (usersApart && usersDirty) {
      batch.put(RowKeys.users(prefix), users.toBytes());
    }
    tables().forEach(table -> table.write(batch));
  }

  /** What was {@link #write written} is in the database now. */
  synchronized void written() {
    dirty = false;
    usersDirty = false;
    tables().forEach(ValueTable::written);
  }

  /**
   * Writes the top tables of a bucket that will leave memory, so that nobody need scan for them.
   */
  synchronized void seal(Rows.Batch batch) {
    boolean changed = false;
    for (ValueTable table : tables()) {
      changed |= table.seal(batch);
    }
    if (changed) {
      batch.put(RowKeys.header(prefix), splitUntilSmall());
    }
  }

  /** From now on the rows are the truth. */
  synchronized void evict() {
    evicted = true;
  }

  /** Keeps the totals and the top values only. */
  synchronized void trim() {
    tables().forEach(ValueTable::trim);
  }

  private List<ValueTable> tables() {
    List<ValueTable> all = new ArrayList<>(byDimension.length);
    for (ValueTable table : byDimension) {
      if (table != null) {
        all.add(table);
      }
    }
    return all;
  }

  private @Nullable ValueTable find(int dimension) {
    return dimension < byDimension.length ? byDimension[dimension] : null;
  }

  private ValueTable table(int dimension) {
    ValueTable table = find(dimension);
    if (table == null) {
      table = ValueTable.empty(rows, prefix, kinds.of(dimension));
      put(dimension, table);
    }
    return table;
  }

  private void put(int dimension, ValueTable table) {
    if (dimension >= byDimension.length) {
      byDimension = Arrays.copyOf(byDimension, dimension + 1);
    }
    byDimension[dimension] = table;
  }

  /** The header row; what makes it too large gets rows of its own, the largest part first. */
  private byte[] splitUntilSmall() {
    while (true) {
      byte[] userBytes = usersApart ? null : users.toBytes();
      int largest = userBytes == null ? 0 : userBytes.length;
      ValueTable largestTable = null;
      List<byte[]> parts = new ArrayList<>();
      for (ValueTable table : tables()) {
        if (table.isTooLargeForTheHeader()) {
          table.split();
        }
        byte[] part = table.headerPart();
        parts.add(part);
        if (!table.isSplit() && part.length > largest) {
          largest = part.length;
          largestTable = table;
        }
      }
      byte[] header = BucketRows.header(views, events, userBytes, parts);
      if (header.length <= BucketRows.SMALL_BYTES) {
        return header;
      }
      if (largestTable != null) {
        largestTable.split();
      } else {
        usersApart = true;
        usersDirty = true;
      }
    }
  }
}
