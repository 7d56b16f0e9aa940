package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site's all time in memory. Its totals are always up to date; its tables lack the values of the
 * {@link #openDays open days}, which spares an event of today its second set of tables.
 *
 * <p>A day is open from its first event on, if it is one of the site's two newest. It is closed —
 * its values are added to these tables, and from then on each event adds to both — when a newer one
 * opens, or when one of its tables grows past {@value #MOST_OPEN_VALUES} values, so that closing is
 * a bounded step. Guarded by its site.
 */
final class AllBucket extends TableBucket {
  /** Most values of an open day's table. */
  static final int MOST_OPEN_VALUES = 10_000;

  private static final int MOST_OPEN_DAYS = 2;

  /** Starts of the open days. */
  private final List<Long> openDays;

  private AllBucket(
      LiveSite site, byte[] prefix, Rows rows, int cap, BucketRows.@Nullable Tables stored) {
    super(site, prefix, rows, cap, stored);
    this.openDays = stored == null ? new ArrayList<>() : new ArrayList<>(stored.openDays());
    if (stored != null) {
      load(stored);
    }
  }

  /** Takes all time into memory: from its rows, or empty if it has none. */
  static AllBucket load(LiveSite site, byte[] siteId, Rows rows, int cap) {
    byte[] prefix = RowKeys.bucket(Level.ALL, 0, siteId);
    byte[] row = rows.get(RowKeys.header(prefix));
    return new AllBucket(site, prefix, rows, cap, row == null ? null : BucketRows.readAllTime(row));
  }

  /** All time of a site that has no rows. */
  static AllBucket empty(LiveSite site, byte[] siteId, Rows rows, int cap) {
    return new AllBucket(site, RowKeys.bucket(Level.ALL, 0, siteId), rows, cap, null);
  }

  List<Long> openDays() {
    return openDays;
  }

  boolean isOpen(long dayMs) {
    return openDays.contains(dayMs);
  }

  /** Whether a day that has no event yet may be open; {@link #dayToClose} says at what price. */
  boolean mayOpen(long dayMs) {
    return openDays.size() < MOST_OPEN_DAYS || dayMs > oldestOpen();
  }

  /** The day to be closed before another opens; -1: none. */
  long dayToClose() {
    return openDays.size() < MOST_OPEN_DAYS ? -1 : oldestOpen();
  }

  void open(long dayMs) {
    openDays.add(dayMs);
  }

  /**
   * Adds a day's values to these tables.
   *
   * @param observer is told of what passes its cap by that
   */
  void close(DayBucket day, RollupObserver observer) {
    day.forEachTable(
        table -> table(table.dimension()).mergeAll(table, () -> observer.overflowed(Level.ALL)));
    openDays.remove(day.startMs);
  }

  /** Adds a day that is not in it: totals, users and values. The day stays closed. */
  void add(DayBucket day) {
    totals.add(day.totals);
    day.forEachTable(table -> table(table.dimension()).mergeAll(table, () -> {}));
  }

  @Override
  void writeExtra(RowWriter header) {
    BucketRows.openDays(header, openDays);
  }

  @Override
  public void folding(ValueTable table, ValueCount value) {
    // All time has no hours.
  }

  private long oldestOpen() {
    long oldest = openDays.get(0);
    for (long day : openDays) {
      oldest = Math.min(oldest, day);
    }
    return oldest;
  }
}
