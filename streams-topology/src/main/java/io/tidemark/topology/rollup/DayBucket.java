package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A site's day in memory, and those of its hours that were added to. Guarded by its site. */
final class DayBucket extends TableBucket {
  private static final long HOUR_MS = 3_600_000L;

  final long startMs;

  /** Whether it is not yet in {@link AllBucket all time}. */
  boolean isOpen;

  private final byte[] siteId;
  private final @Nullable HourBucket[] hours = new HourBucket[ValueCount.HOURS];

  /** The hour that was asked for last; of a day with few paths it alone stays in memory. */
  private int lastHour;

  private DayBucket(
      LiveSite site,
      byte[] siteId,
      long startMs,
      byte[] prefix,
      Rows rows,
      int cap,
      BucketRows.@Nullable Tables stored) {
    super(site, prefix, rows, cap, stored);
    this.siteId = siteId;
    this.startMs = startMs;
    if (stored != null) {
      load(stored);
    }
  }

  /** A day that has no rows. */
  static DayBucket empty(LiveSite site, byte[] siteId, long startMs, Rows rows, int cap) {
    byte[] prefix = RowKeys.bucket(Level.DAY, startMs, siteId);
    return new DayBucket(site, siteId, startMs, prefix, rows, cap, null);
  }

  /** Takes a day into memory; null: it has no rows. */
  static @Nullable DayBucket load(LiveSite site, byte[] siteId, long startMs, Rows rows, int cap) {
    byte[] prefix = RowKeys.bucket(Level.DAY, startMs, siteId);
    byte[] row = rows.get(RowKeys.header(prefix));
    return row == null
        ? null
        : new DayBucket(site, siteId, startMs, prefix, rows, cap, BucketRows.readDay(row));
  }

  /** Whether the day holds an event time. */
  boolean holds(long timeMs) {
    return timeMs >= startMs && timeMs < startMs + 86_400_000L;
  }

  /** The number of the hour that holds an event time of this day. */
  int hourOf(long timeMs) {
    return (int) ((timeMs - startMs) / HOUR_MS);
  }

  long startOfHour(int hour) {
    return startMs + hour * HOUR_MS;
  }

  ValueTable paths() {
    return table(Dimension.PATH.code());
  }

  /** The hour, taken into memory if it was not. */
  HourBucket hour(int hour) {
    lastHour = hour;
    HourBucket bucket = hours[hour];
    if (bucket == null) {
      long hourMs = startOfHour(hour);
      bucket =
          site.mayHaveRows(hourMs)
              ? HourBucket.load(rows, siteId, hourMs, hour, paths())
              : HourBucket.empty(siteId, hourMs, hour);
      hours[hour] = bucket;
    }
    return bucket;
  }

  /** The hour if it is in memory. */
  @Nullable HourBucket liveHour(int hour) {
    return hours[hour];
  }

  /** Hours leave memory unwritten. */
  void dropHours(LongPredicate isExpired) {
    for (int hour = 0; hour < hours.length; hour++) {
      HourBucket bucket = hours[hour];
      if (bucket != null && isExpired.test(startOfHour(hour))) {
        drop(hour, bucket);
      }
    }
  }

  @Override
  RowWriter head(RowWriter emptyRow) {
    return BucketRows.head(emptyRow, totals);
  }

  @Override
  public void folding(ValueTable table, ValueCount value) {
    if (table.dimension() == Dimension.PATH.code()) {
      for (int hour = 0; hour < ValueCount.HOURS; hour++) {
        if (value.hour(hour) > 0) {
          hour(hour).folding(value, table.foldError());
        }
      }
    }
  }

  @Override
  int heldRows() {
    int held = super.heldRows();
    for (HourBucket hour : hours) {
      held += hour == null ? 0 : 1;
    }
    return held;
  }

  @Override
  void write(Rows.Batch batch) {
    super.write(batch);
    for (HourBucket hour : hours) {
      if (hour != null && hour.dirty) {
        hour.write(batch);
      }
    }
  }

  @Override
  void written() {
    super.written();
    ValueTable paths = find(Dimension.PATH.code());
    boolean few = paths == null || paths.distinct() <= BucketRows.SMALL_VALUES;
    for (int hour = 0; hour < hours.length; hour++) {
      HourBucket bucket = hours[hour];
      if (bucket != null) {
        bucket.written();
        if (few && hour != lastHour) {
          drop(hour, bucket);
        }
      }
    }
  }

  /** An hour leaves memory: what is not written of it is lost. */
  private void drop(int hour, HourBucket bucket) {
    bucket.evict();
    hours[hour] = null;
  }

  @Override
  void seal(Rows.Batch batch) {
    super.seal(batch);
    ValueTable paths = find(Dimension.PATH.code());
    if (paths != null && paths.distinct() > ValueTable.LOADED_WHOLE / 4) {
      for (HourBucket hour : hours) {
        if (hour != null) {
          hour.seal(batch);
        }
      }
    }
  }

  @Override
  void trim() {
    for (HourBucket hour : hours) {
      if (hour != null) {
        hour.cutTop();
      }
    }
    super.trim();
  }
}
