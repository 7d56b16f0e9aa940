package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site's all time in memory, without the {@link #openDays open days}: so an event of today counts
 * once and not twice, and all time is written seldom. Whoever asks for all time adds them up.
 *
 * <p>A day is open from its first event on, if it is one of the site's two newest. It is closed —
 * its totals and values are added to these, and from then on each event adds to both — when a newer
 * one opens, or when one of its tables grows past {@value #MOST_OPEN_VALUES} values, so that
 * closing is a bounded step. Guarded by its site.
 */
final class AllBucket extends TableBucket implements ClosedDays {
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
    BucketRows.Tables stored = row == null ? null : BucketRows.readAllTime(row);
    AllBucket all = new AllBucket(site, prefix, rows, cap, stored);
    if (stored != null && stored.hasTotalsOfOpenDays()) {
      all.addValuesOfOpenDays(siteId);
    }
    return all;
  }

  /** What the version before wrote has the open days' totals: their values go where those are. */
  private void addValuesOfOpenDays(byte[] siteId) {
    for (long startMs : openDays) {
      DayBucket day = DayBucket.load(site, siteId, startMs, rows, cap);
      if (day != null) {
        addValues(day, RollupObserver.NONE);
      }
    }
    openDays.clear();
  }

  /** All time of a site that has no rows. */
  static AllBucket empty(LiveSite site, byte[] siteId, Rows rows, int cap) {
    return new AllBucket(site, RowKeys.bucket(Level.ALL, 0, siteId), rows, cap, null);
  }

  @Override
  public Totals totals() {
    return totals;
  }

  @Override
  public @Nullable ValueSource values(Dimension dimension) {
    return find(dimension.code());
  }

  @Override
  public List<Long> openDays() {
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
   * Adds a day that is not in it, which is closed from then on.
   *
   * @param observer is told of what passes its cap by that
   */
  void close(DayBucket day, RollupObserver observer) {
    totals.add(day.totals);
    addValues(day, observer);
    openDays.remove(day.startMs);
  }

  private void addValues(DayBucket day, RollupObserver observer) {
    day.forEachTable(
        table -> table(table.dimension()).mergeAll(table, () -> observer.overflowed(Level.ALL)));
  }

  @Override
  RowWriter head(RowWriter emptyRow) {
    return BucketRows.headOfAllTime(emptyRow, totals, openDays);
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
