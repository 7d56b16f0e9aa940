package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.util.List;

/**
 * A site's minute in memory: totals and paths. Guarded by its site.
 *
 * <p>Once it is over, its paths stand in its header row, or in a few rows if they are many. While
 * it goes on, it is flushed again and again, and few of its paths change from one flush to the
 * next: they are a journal then. A flush adds a row of those that changed; all are written anew
 * when that comes to {@link #REWRITE} times as many as there are, or to {@link #MOST_ROWS} rows, so
 * that a change is written one and a half times, and not with each flush of its minute.
 */
final class MinuteBucket {
  static final int PATH = 0;

  /** Most bytes of paths that stand in the header row of a minute that is over. */
  private static final int INLINE_BYTES = 16 * 1024;

  /** Fewer paths are in the header row of a minute that goes on too: it is written anyway. */
  private static final int FEW_PATHS = 16;

  private static final int REWRITE = 2;
  private static final int MOST_ROWS = 32;

  final long startMs;
  final Totals totals;
  final PathCounts paths;
  private final byte[] prefix;
  private int pathRows;
  private int entriesAgain;
  private boolean isStored;
  boolean dirty;

  private MinuteBucket(long startMs, byte[] prefix, Totals totals, PathCounts paths) {
    this.startMs = startMs;
    this.prefix = prefix;
    this.totals = totals;
    this.paths = paths;
  }

  /** Takes a minute into memory: from its rows, or empty if it has none. */
  static MinuteBucket load(Rows rows, byte[] siteId, long startMs, int cap) {
    byte[] header = MinuteRows.header(rows, siteId, startMs);
    return header == null
        ? empty(siteId, startMs, cap)
        : read(rows, RowKeys.bucket(Level.MINUTE, startMs, siteId), startMs, header, cap);
  }

  /** A minute that has no rows. */
  static MinuteBucket empty(byte[] siteId, long startMs, int cap) {
    byte[] prefix = RowKeys.bucket(Level.MINUTE, startMs, siteId);
    return new MinuteBucket(startMs, prefix, new Totals(), new PathCounts(cap));
  }

  static MinuteBucket read(Rows rows, byte[] prefix, long startMs, byte[] row, int cap) {
    RowReader in = new RowReader(row);
    Totals totals = StoredBuckets.totals(rows, prefix, BucketRows.readHead(in));
    PathCounts paths = new PathCounts(cap, in.varint(), in.varint());
    MinuteBucket minute = new MinuteBucket(startMs, prefix, totals, paths);
    minute.isStored = true;
    minute.pathRows = (int) in.varint();
    int entries = paths.read(in);
    for (int i = 0; i < minute.pathRows; i++) {
      byte[] apart = rows.get(RowKeys.top(prefix, PATH, i));
      entries += apart == null ? 0 : paths.read(new RowReader(apart));
    }
    minute.entriesAgain = entries - paths.size();
    return minute;
  }

  /** Whether there are rows of it. */
  boolean isStored() {
    return isStored;
  }

  /** Whether paths stand in rows of their own. */
  boolean hasPathRows() {
    return pathRows > 0;
  }

  /**
   * Writes what changed, but for its header.
   *
   * @param goesOn whether more is to be expected of it
   * @return what its header row would hold; to be written after it
   */
  byte[] write(Rows.Batch batch, boolean goesOn) {
    byte[] inline = {0};
    if (goesOn && isJournal()) {
      entriesAgain += paths.changes();
      pathRows = put(batch, paths.changedRows(batch::row), pathRows);
    } else {
      List<byte[]> all = paths.allRows(batch::row);
      if (isInline(all, goesOn)) {
        inline = all.isEmpty() ? inline : all.get(0);
        all = List.of();
      }
      entriesAgain = 0;
      for (int row = all.size(); row < pathRows; row++) { // first, lest a copy has paths twice
        batch.delete(RowKeys.top(prefix, PATH, row));
      }
      pathRows = put(batch, all, 0);
    }
    return BucketRows.head(batch.row(), totals)
        .varint(paths.otherViews())
        .varint(paths.foldError())
        .varint(pathRows)
        .raw(inline)
        .toBytes();
  }

  /** Writes its header row. */
  void put(Rows.Batch batch, byte[] header) {
    batch.put(RowKeys.header(prefix), header);
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    dirty = false;
    isStored = true;
    totals.usersDirty = false;
    paths.written();
  }

  /** Whether its rows can be added to. */
  private boolean isJournal() {
    return pathRows > 0
        && pathRows < MOST_ROWS
        && !paths.isFolded()
        && entriesAgain + paths.changes() <= REWRITE * paths.size();
  }

  private boolean isInline(List<byte[]> all, boolean goesOn) {
    return all.isEmpty()
        || (all.size() == 1
            && all.get(0).length <= INLINE_BYTES
            && (!goesOn || paths.size() <= FEW_PATHS));
  }

  /** Puts rows behind so many others; returns how many there are then. */
  private int put(Rows.Batch batch, List<byte[]> rows, int before) {
    for (int i = 0; i < rows.size(); i++) {
      batch.put(RowKeys.top(prefix, PATH, before + i), rows.get(i));
    }
    return before + rows.size();
  }
}
