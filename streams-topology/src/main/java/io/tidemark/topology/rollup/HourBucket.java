package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.util.List;

/**
 * A site's hour in memory: its totals, and which of the day's paths were best in it. What each path
 * had in the hour stands with the path in the day's table. Guarded by its site.
 */
final class HourBucket {
  final Totals totals;
  private final byte[] prefix;

  /** Its number in the day. */
  private final int hour;

  private final TopList top;
  private int distinct;
  private long otherViews;
  private long foldError;
  private int topChunks;

  /** Whether the database holds the present top list. */
  private boolean sealed;

  boolean dirty;

  private HourBucket(byte[] prefix, int hour, Totals totals) {
    this.prefix = prefix;
    this.hour = hour;
    this.totals = totals;
    this.top = new TopList(hour);
  }

  /**
   * Takes an hour into memory: from its row, or empty if it has none.
   *
   * @param paths the day's paths
   */
  static HourBucket load(Rows rows, byte[] siteId, long startMs, int hour, ValueTable paths) {
    byte[] prefix = RowKeys.bucket(Level.HOUR, startMs, siteId);
    byte[] row = rows.get(RowKeys.header(prefix));
    if (row == null) {
      return empty(siteId, startMs, hour);
    }
    BucketRows.Hour stored = BucketRows.readHour(row);
    HourBucket bucket =
        new HourBucket(prefix, hour, StoredBuckets.totals(rows, prefix, stored.head()));
    TableHeader header = stored.paths();
    bucket.distinct = header.distinct();
    bucket.otherViews = header.otherViews();
    bucket.foldError = header.foldError();
    bucket.topChunks = header.topChunks();
    bucket.sealed = header.sealed();
    if (header.sealed()) {
      TopChunks.read(rows, prefix, MinuteBucket.PATH, header.topChunks(), RollupView.MAX_TOP)
          .forEach(path -> bucket.top.grown(paths.touch(path.value())));
    } else if (header.distinct() > 0) {
      paths.list(bucket::listIfSeen);
    }
    return bucket;
  }

  /** An hour that has no rows. */
  static HourBucket empty(byte[] siteId, long startMs, int hour) {
    return new HourBucket(RowKeys.bucket(Level.HOUR, startMs, siteId), hour, new Totals());
  }

  /** Adds to what a path of the day had in this hour. */
  void add(ValueCount path, int weight) {
    if (path.hour(hour) == 0) {
      distinct++;
    }
    path.addHour(hour, weight);
    sealed = false;
    top.grown(path);
  }

  /**
   * A path of the day is folded away.
   *
   * @param error the day's, which bounds the hour's
   */
  void folding(ValueCount path, long error) {
    top.remove(path);
    distinct--;
    otherViews += path.hour(hour);
    foldError = error;
    sealed = false;
    dirty = true;
  }

  TopValues top(int limit) {
    List<ValueViews> best = top.best(limit);
    return new TopValues(best, distinct <= best.size(), otherViews, foldError);
  }

  void cutTop() {
    top.cut();
  }

  void write(Rows.Batch batch) {
    if (!totals.usersApart && !totals.users.isExact()) {
      totals.setUsersApart();
    }
    if (totals.usersApart && totals.usersDirty) {
      batch.put(RowKeys.users(prefix), totals.users.toBytes());
    }
    TableHeader paths = new TableHeader(true, sealed, topChunks, distinct, otherViews, foldError);
    batch.put(RowKeys.header(prefix), BucketRows.hour(batch.row(), totals, paths));
  }

  void written() {
    dirty = false;
    totals.usersDirty = false;
  }

  /** Writes the top list, so that nobody need look at all paths of the day for it. */
  void seal(Rows.Batch batch) {
    if (!sealed) {
      topChunks =
          TopChunks.write(
              batch, prefix, MinuteBucket.PATH, top.best(RollupView.MAX_TOP), topChunks);
      sealed = true;
      write(batch);
    }
  }

  private void listIfSeen(ValueCount path) {
    if (path.hour(hour) > 0) {
      top.grown(path);
    }
  }

  /** Its paths may stand in the list of another object of this hour. */
  void evict() {
    top.clear();
  }
}
