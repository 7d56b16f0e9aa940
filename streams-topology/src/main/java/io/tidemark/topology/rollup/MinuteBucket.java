package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A site's minute in memory: totals and paths. Written as one row, or as a few if the paths are
 * many. Guarded by its site.
 */
final class MinuteBucket {
  static final int PATH = 0;

  /** Most bytes of paths that stand in the header row. */
  private static final int INLINE_BYTES = 16 * 1024;

  final long startMs;
  final Totals totals;
  final PathCounts paths;
  private final byte[] prefix;
  private int chunks;
  boolean dirty;

  private MinuteBucket(long startMs, byte[] prefix, Totals totals, PathCounts paths, int chunks) {
    this.startMs = startMs;
    this.prefix = prefix;
    this.totals = totals;
    this.paths = paths;
    this.chunks = chunks;
  }

  /** Takes a minute into memory: from its rows, or empty if it has none. */
  static MinuteBucket load(Rows rows, byte[] siteId, long startMs, int cap) {
    byte[] prefix = RowKeys.bucket(Level.MINUTE, startMs, siteId);
    byte[] row = rows.get(RowKeys.header(prefix));
    return row == null ? empty(siteId, startMs, cap) : read(rows, prefix, startMs, row, cap);
  }

  /** A minute that has no rows. */
  static MinuteBucket empty(byte[] siteId, long startMs, int cap) {
    byte[] prefix = RowKeys.bucket(Level.MINUTE, startMs, siteId);
    return new MinuteBucket(startMs, prefix, new Totals(), new PathCounts(cap), 0);
  }

  static MinuteBucket read(Rows rows, byte[] prefix, long startMs, byte[] row, int cap) {
    RowReader in = new RowReader(row);
    Totals totals = StoredBuckets.totals(rows, prefix, BucketRows.readHead(in));
    PathCounts paths = new PathCounts(cap, in.varint(), in.varint());
    int chunks = (int) in.varint();
    for (long n = in.varint(); n > 0; n--) {
      byte[] path = in.block();
      paths.add(path, SliceHash.of(path), in.varint());
    }
    for (ValueViews path : TopChunks.read(rows, prefix, PATH, chunks, Integer.MAX_VALUE)) {
      byte[] value = path.value().getBytes(StandardCharsets.UTF_8);
      paths.add(value, SliceHash.of(value), path.views());
    }
    return new MinuteBucket(startMs, prefix, totals, paths, chunks);
  }

  void write(Rows.Batch batch) {
    RowWriter inline = paths.inline();
    boolean fits = inline.size() <= INLINE_BYTES;
    List<ValueViews> apart = fits ? List.of() : paths.best(Integer.MAX_VALUE);
    chunks = TopChunks.write(batch, prefix, PATH, apart, chunks);
    byte[] row =
        BucketRows.head(batch.row(), totals)
            .varint(paths.otherViews())
            .varint(paths.foldError())
            .varint(chunks)
            .raw(fits ? inline.toBytes() : new byte[] {0})
            .toBytes();
    batch.put(RowKeys.header(prefix), row);
  }
}
