package io.tidemark.topology.rollup;

import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ValueViews;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Top tables of buckets that are neither in memory nor sealed, found by looking at all their
 * values: after a restart, or on a standby. A found one is kept, and found once however many ask,
 * for a site with a million paths takes seconds. For any thread.
 *
 * <p>It holds for one header row: every event that changes a value changes its bucket's totals too,
 * which stand there.
 */
final class TopScans {
  /** Most values held in all, about 100 bytes each. */
  private static final int MOST_VALUES = 50_000;

  /** What is found at once, so that the usual questions find it there. */
  private static final int USUAL = 64;

  private final Map<Key, Found> byTable = new LinkedHashMap<>(16, 0.75f, true);
  private int held;

  private record Key(ByteBuffer bucket, int dimension) {}

  /** How the best values of a table are found, at most {@code limit}. */
  interface Finder {
    /** Looks at all values each time. */
    Finder SCAN = (limit, scan) -> scan.apply(limit);

    List<ValueViews> best(int limit, IntFunction<List<ValueViews>> scan);
  }

  /** How those of a table are found whose bucket has this header row. */
  Finder of(byte[] bucket, int dimension, byte[] headerRow) {
    Key key = new Key(ByteBuffer.wrap(bucket), dimension);
    return (limit, scan) -> found(key, headerRow, limit).best(scan);
  }

  private synchronized Found found(Key key, byte[] headerRow, int limit) {
    Found known = byTable.get(key);
    if (known != null && known.depth >= limit && Arrays.equals(known.headerRow, headerRow)) {
      return known;
    }
    Found fresh = new Found(headerRow, limit <= USUAL ? USUAL : RollupView.MAX_TOP);
    Found before = byTable.put(key, fresh);
    held += fresh.depth - (before == null ? 0 : before.depth);
    Iterator<Found> longestUnused = byTable.values().iterator();
    while (held > MOST_VALUES) {
      held -= longestUnused.next().depth;
      longestUnused.remove();
    }
    return fresh;
  }

  /** The best values under one header row; whoever asks first finds them, others wait for that. */
  private static final class Found {
    final byte[] headerRow;
    final int depth;
    private @Nullable List<ValueViews> best;

    Found(byte[] headerRow, int depth) {
      this.headerRow = headerRow;
      this.depth = depth;
    }

    synchronized List<ValueViews> best(IntFunction<List<ValueViews>> scan) {
      List<ValueViews> known = best;
      if (known == null) {
        known = scan.apply(depth);
        best = known;
      }
      return known;
    }
  }
}
