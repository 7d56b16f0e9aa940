package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.PathViews;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads buckets from their rows, for queries and for taking a bucket into memory again. For any
 * thread.
 */
final class StoredBuckets {
  static final int PATHS = 0;

  private final Rows rows;

  StoredBuckets(Rows rows) {
    this.rows = rows;
  }

  Optional<BucketRows.Header> header(byte[] bucket) {
    return Optional.ofNullable(rows.get(RowKeys.header(bucket))).map(BucketRows::readHeader);
  }

  UserSketch users(byte[] bucket, BucketRows.Header header) {
    if (!header.header().split()) {
      return header.users();
    }
    byte[] row = rows.get(RowKeys.users(bucket));
    return row == null ? new UserSketch() : UserSketch.fromBytes(row);
  }

  Optional<BucketTotals> totals(byte[] bucket) {
    return header(bucket)
        .map(
            found -> {
              BucketHeader header = found.header();
              return new BucketTotals(
                  header.views(),
                  header.events(),
                  users(bucket, found),
                  header.otherViews(),
                  header.foldError());
            });
  }

  TopPaths top(byte[] bucket, int limit) {
    return header(bucket).map(found -> top(bucket, found, limit)).orElse(TopPaths.EMPTY);
  }

  /**
   * The first {@code limit} of the bucket's values: from the row itself, the sealed table, or a
   * scan.
   */
  TopPaths top(byte[] bucket, BucketRows.Header found, int limit) {
    BucketHeader header = found.header();
    List<PathViews> best;
    if (!header.split()) {
      best = new ArrayList<>(found.values());
      best.sort(PathViews.ORDER);
    } else if (header.sealed()) {
      best = sealedTop(bucket, header.topChunks(), limit);
    } else {
      best = scanTop(bucket, limit);
    }
    List<PathViews> listed = best.subList(0, Math.min(limit, best.size()));
    return new TopPaths(listed, header.distinct() <= listed.size());
  }

  long views(byte[] bucket, String path) {
    byte[] row = rows.get(RowKeys.value(bucket, PATHS, path));
    if (row != null) {
      return new RowReader(row).varint();
    }
    return header(bucket).stream()
        .flatMap(found -> found.values().stream())
        .filter(value -> value.path().equals(path))
        .mapToLong(PathViews::views)
        .findFirst()
        .orElse(0);
  }

  private List<PathViews> sealedTop(byte[] bucket, int chunks, int limit) {
    List<PathViews> best = new ArrayList<>();
    for (int chunk = 0; chunk < chunks && best.size() < limit; chunk++) {
      byte[] row = rows.get(RowKeys.top(bucket, PATHS, chunk));
      if (row != null) {
        best.addAll(BucketRows.readTopChunk(row));
      }
    }
    return best;
  }

  private List<PathViews> scanTop(byte[] bucket, int limit) {
    TopTable top = new TopTable(Math.min(limit, RollupView.MAX_TOP));
    byte[] from = RowKeys.valuesFrom(bucket, PATHS);
    try (Rows.Cursor cursor = rows.scan(from, RowKeys.valuesTo(bucket, PATHS))) {
      while (cursor.next()) {
        long views = new RowReader(cursor.value()).varint();
        top.grown(new ValueCount(RowKeys.valueOf(bucket, cursor.key()), views, true));
      }
    }
    List<PathViews> best = new ArrayList<>();
    for (ValueCount value : top.values()) {
      best.add(value.toPathViews());
    }
    best.sort(PathViews.ORDER);
    return best;
  }
}
