package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.RollupView;
import java.util.ArrayList;
import java.util.List;

/**
 * Which buckets leave memory when it holds too many rows: those that no flush has written for
 * longest. Their top tables are written first, so that nobody has to scan for them. For the stream
 * thread; {@link #heldRows} for any.
 */
final class Eviction {
  /** A bucket that holds more is worth trimming to its top values. */
  private static final int TRIMMED_ROWS = RollupView.MAX_TOP + 1 + ValueCount.HOURS;

  private final long mostRows;
  private final RollupObserver observer;
  private final Recency recency = new Recency();
  private List<TableBucket> leaving = List.of();
  private volatile long heldRows;

  /**
   * Nothing held yet.
   *
   * @param mostRows most rows kept in memory after a flush
   */
  Eviction(long mostRows, RollupObserver observer) {
    this.mostRows = mostRows;
    this.observer = observer;
  }

  /** Rows of buckets kept in memory, as of the last flush. */
  long heldRows() {
    return heldRows;
  }

  /** A bucket is written by this flush. */
  void used(TableBucket bucket) {
    recency.used(bucket);
  }

  /** A bucket is no longer in memory. */
  void gone(TableBucket bucket) {
    recency.remove(bucket);
  }

  /** Chooses what leaves after this flush, and writes what is to be found of it. */
  void write(Rows.Batch batch) {
    leaving = longestUnused();
    leaving.forEach(bucket -> bucket.site.seal(bucket, batch));
  }

  /**
   * What was {@link #write written} is in the database now, so the chosen ones leave: evicted, or,
   * if large and used since the last flush, trimmed.
   *
   * @param flush the number of this flush
   */
  void written(long flush) {
    for (TableBucket bucket : leaving) {
      if (bucket.listedRows > TRIMMED_ROWS && bucket.lastTouched == flush) {
        bucket.site.trim(bucket);
        recency.resized(bucket);
      } else {
        recency.remove(bucket);
        bucket.site.evict(bucket);
      }
    }
    if (!leaving.isEmpty()) {
      observer.evicted(leaving.size());
    }
    leaving = List.of();
    heldRows = recency.heldRows();
  }

  /** A quarter more than needed, so that this is not done at each flush. */
  private List<TableBucket> longestUnused() {
    long held = recency.heldRows();
    if (held <= mostRows) {
      return List.of();
    }
    List<TableBucket> chosen = new ArrayList<>();
    TableBucket bucket = recency.oldest();
    while (bucket != null && held > mostRows * 3 / 4) {
      chosen.add(bucket);
      held -= bucket.listedRows;
      bucket = Recency.next(bucket);
    }
    return chosen;
  }
}
