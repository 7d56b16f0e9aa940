package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.TopPaths;
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
  private long views;
  private long events;
  private final UserSketch users;
  private final ValueTable paths;
  private boolean split;

  /** Whether the database holds the present top table. */
  private boolean sealed;

  private int topChunks;
  private boolean dirty;
  private boolean usersDirty;

  /** Whether this object is no longer the truth of its bucket. */
  private boolean evicted;

  /** The flush during which, or before which, this was last added to. */
  private long lastTouched;

  private Bucket(
      BucketKey key, byte[] prefix, BucketHeader header, UserSketch users, ValueTable paths) {
    this.key = key;
    this.prefix = prefix;
    this.views = header.views();
    this.events = header.events();
    this.users = users;
    this.paths = paths;
    this.split = header.split();
    this.sealed = header.sealed();
    this.topChunks = header.topChunks();
  }

  /** Takes a bucket into memory: from its rows, or empty if it has none. */
  static Bucket load(BucketKey key, Rows rows, int cap) {
    byte[] prefix = RowKeys.bucket(key);
    StoredBuckets stored = new StoredBuckets(rows);
    Optional<BucketRows.Header> found = stored.header(prefix);
    if (found.isEmpty()) {
      ValueTable paths = ValueTable.empty(rows, prefix, StoredBuckets.PATHS, cap);
      return new Bucket(key, prefix, BucketHeader.EMPTY, new UserSketch(), paths);
    }
    BucketHeader header = found.get().header();
    UserSketch users = stored.users(prefix, found.get());
    TopPaths top = stored.top(prefix, found.get(), Integer.MAX_VALUE);
    ValueTable paths =
        ValueTable.stored(
            rows, prefix, StoredBuckets.PATHS, cap, header, top.rows(), top.complete());
    return new Bucket(key, prefix, header, users, paths);
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
  synchronized int add(Hit hit, long flush) {
    int before = dirtyRows();
    lastTouched = flush;
    dirty = true;
    sealed = false;
    events += hit.count();
    if (hit.hasUser() && users.add(hit.userHash())) {
      usersDirty = true;
    }
    String path = hit.path();
    if (path != null) {
      views += hit.count();
      paths.add(path, hit.count());
    }
    return dirtyRows() - before;
  }

  /** Whether this object is no longer the truth of its bucket. */
  synchronized boolean isEvicted() {
    return evicted;
  }

  synchronized @Nullable BucketTotals totals() {
    return evicted
        ? null
        : new BucketTotals(views, events, users.copy(), paths.otherViews(), paths.foldError());
  }

  synchronized @Nullable TopPaths top(int limit) {
    return evicted ? null : paths.top(limit);
  }

  /** A path's views; -1 if this object was evicted. */
  synchronized long views(String path) {
    return evicted ? -1 : paths.views(path);
  }

  synchronized boolean isDirty() {
    return dirty;
  }

  /** Rows that a flush would write, about. */
  synchronized int dirtyRows() {
    return dirty ? 2 + (split ? paths.dirtyRows() : 0) : 0;
  }

  /** Rows held in memory. */
  synchronized int heldRows() {
    return 1 + paths.heldRows();
  }

  synchronized long lastTouched() {
    return lastTouched;
  }

  /** Writes what changed. */
  synchronized void write(Rows.Batch batch) {
    if (!dirty) {
      return;
    }
    if (!split) {
      byte[] row = smallRow();
      if (row != null) {
        batch.put(RowKeys.header(prefix), row);
        return;
      }
      split = true;
      usersDirty = true;
      paths.split();
    }
    batch.put(RowKeys.header(prefix), BucketRows.splitHeader(header()));
    if (usersDirty) {
      batch.put(RowKeys.users(prefix), users.toBytes());
    }
    paths.write(batch);
  }

  /** What was {@link #write written} is in the database now. */
  synchronized void written() {
    dirty = false;
    usersDirty = false;
    paths.written(split);
  }

  /** Writes the top table of a bucket that will leave memory, so that nobody need scan for it. */
  synchronized void seal(Rows.Batch batch) {
    if (!split || sealed) {
      return;
    }
    List<byte[]> chunks = BucketRows.topChunks(paths.top(Integer.MAX_VALUE).rows());
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      batch.put(RowKeys.top(prefix, StoredBuckets.PATHS, chunk), chunks.get(chunk));
    }
    for (int chunk = chunks.size(); chunk < topChunks; chunk++) {
      batch.delete(RowKeys.top(prefix, StoredBuckets.PATHS, chunk));
    }
    topChunks = chunks.size();
    sealed = true;
    batch.put(RowKeys.header(prefix), BucketRows.splitHeader(header()));
  }

  /** From now on the rows are the truth. */
  synchronized void evict() {
    evicted = true;
  }

  /** Keeps the totals and the top values only. */
  synchronized void trim() {
    if (split) {
      paths.trim();
    }
  }

  private byte @Nullable [] smallRow() {
    if (paths.distinct() > BucketRows.SMALL_VALUES) {
      return null;
    }
    byte[] row = BucketRows.smallHeader(header(), users, paths.top(BucketRows.SMALL_VALUES).rows());
    return row.length <= BucketRows.SMALL_BYTES ? row : null;
  }

  private BucketHeader header() {
    return new BucketHeader(
        split,
        sealed,
        topChunks,
        views,
        events,
        paths.distinct(),
        paths.otherViews(),
        paths.foldError());
  }
}
