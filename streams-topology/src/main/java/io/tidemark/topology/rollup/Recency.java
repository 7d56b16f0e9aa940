package io.tidemark.topology.rollup;

import org.jspecify.annotations.Nullable;

/**
 * The buckets in memory by the flush that wrote them last, oldest first: a doubly linked list
 * through the buckets themselves, so that noting a use and taking the oldest cost the same however
 * many there are. It also adds up the rows they hold. For the stream thread alone.
 */
final class Recency {
  private @Nullable TableBucket oldest;
  private @Nullable TableBucket newest;
  private long heldRows;

  /** Rows of all buckets, as of when each was last noted. */
  long heldRows() {
    return heldRows;
  }

  /** The bucket used longest ago; null: there is none. */
  @Nullable TableBucket oldest() {
    return oldest;
  }

  /** The bucket used next after this one; null: it was used last. */
  static @Nullable TableBucket next(TableBucket bucket) {
    return bucket.newer;
  }

  /** A bucket is new here or was used: it is the newest from now on. */
  void used(TableBucket bucket) {
    remove(bucket);
    bucket.isListed = true;
    bucket.older = newest;
    if (newest == null) {
      oldest = bucket;
    } else {
      newest.newer = bucket;
    }
    newest = bucket;
    bucket.listedRows = bucket.heldRows();
    heldRows += bucket.listedRows;
  }

  /** A bucket holds another number of rows than when it was noted. */
  void resized(TableBucket bucket) {
    heldRows -= bucket.listedRows;
    bucket.listedRows = bucket.heldRows();
    heldRows += bucket.listedRows;
  }

  /** A bucket is no longer in memory. */
  void remove(TableBucket bucket) {
    if (!bucket.isListed) {
      return;
    }
    if (bucket.older == null) {
      oldest = bucket.newer;
    } else {
      bucket.older.newer = bucket.newer;
    }
    if (bucket.newer == null) {
      newest = bucket.older;
    } else {
      bucket.newer.older = bucket.older;
    }
    bucket.older = null;
    bucket.newer = null;
    bucket.isListed = false;
    heldRows -= bucket.listedRows;
  }
}
