package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.TopValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions on a site from its buckets in memory; null: this bucket is not there, ask its
 * rows. For any thread: each answer holds the site's monitor.
 */
final class LiveReads {
  private final StoredBuckets stored;

  LiveReads(StoredBuckets stored) {
    this.stored = stored;
  }

  /** Whether the day is in memory. */
  boolean hasDay(LiveSite site, long startMs) {
    synchronized (site) {
      return site.liveDay(startMs) != null;
    }
  }

  @Nullable BucketTotals totals(LiveSite site, Level level, long startMs) {
    synchronized (site) {
      if (level == Level.ALL) {
        ClosedDays closed = closedDays(site, BucketRows.NO_DIMENSION);
        return closed == null ? null : AllTime.totals(closed, days(site));
      }
      Totals totals = totalsOf(site, level, startMs);
      return totals == null ? null : totals.copy();
    }
  }

  @Nullable TopValues top(LiveSite site, BucketKey key, Dimension dimension, int limit) {
    synchronized (site) {
      switch (key.level()) {
        case MINUTE -> {
          MinuteBucket minute = site.liveMinute(key.startMs());
          return minute == null ? null : isPath(dimension) ? minute.paths.top(limit) : empty();
        }
        case HOUR -> {
          DayBucket day = site.liveDay(key.startMs());
          return day == null ? null : isPath(dimension) ? topOfHour(day, key, limit) : empty();
        }
        default -> {
          ValueSource table = table(site, key, dimension);
          return table == null ? null : table.top(limit);
        }
      }
    }
  }

  @SuppressWarnings("NullableOptional") // null is "ask the rows", empty is "there is none"
  @Nullable Optional<ValueCount> find(
      LiveSite site, BucketKey key, Dimension dimension, byte[] value) {
    synchronized (site) {
      switch (key.level()) {
        case MINUTE -> {
          MinuteBucket minute = site.liveMinute(key.startMs());
          return minute == null
              ? null
              : count(value, isPath(dimension) ? minute.paths.views(value) : 0);
        }
        case HOUR -> {
          DayBucket day = site.liveDay(key.startMs());
          if (day == null || day.liveHour(day.hourOf(key.startMs())) == null) {
            return null;
          }
          ValueCount path = isPath(dimension) ? day.paths().find(value) : null;
          return count(value, path == null ? 0 : path.hour(day.hourOf(key.startMs())));
        }
        default -> {
          ValueSource table = table(site, key, dimension);
          return table == null
              ? null
              : Optional.ofNullable(table.find(value)).map(ValueCount::copy);
        }
      }
    }
  }

  /** A value's views; -1: ask the rows. */
  long views(LiveSite site, BucketKey key, Dimension dimension, byte[] value) {
    synchronized (site) {
      if (key.level() == Level.DAY || key.level() == Level.ALL) {
        ValueSource table = table(site, key, dimension);
        return table == null ? -1 : table.views(value);
      }
      Optional<ValueCount> found = find(site, key, dimension, value);
      return found == null ? -1 : found.map(count -> count.views).orElse(0L);
    }
  }

  private static @Nullable Totals totalsOf(LiveSite site, Level level, long startMs) {
    switch (level) {
      case MINUTE -> {
        MinuteBucket minute = site.liveMinute(startMs);
        return minute == null ? null : minute.totals;
      }
      case HOUR -> {
        DayBucket day = site.liveDay(startMs);
        HourBucket hour = day == null ? null : day.liveHour(day.hourOf(startMs));
        return hour == null ? null : hour.totals;
      }
      default -> {
        DayBucket day = site.liveDay(startMs);
        return day == null ? null : day.totals;
      }
    }
  }

  /** All time without its open days; null: neither it nor any day is in memory. */
  private @Nullable ClosedDays closedDays(LiveSite site, int dimension) {
    AllBucket all = site.liveAll();
    if (all != null) {
      return all;
    }
    return site.hasLiveDays() ? stored.closedDays(site.rowName, dimension) : null;
  }

  /** A site's days: from memory those that are there. */
  private OpenDays days(LiveSite site) {
    OpenDays inRows = stored.days(site.rowName);
    return new OpenDays() {
      @Override
      public @Nullable Totals totals(long startMs) {
        DayBucket live = site.liveDay(startMs);
        return live != null ? live.totals : inRows.totals(startMs);
      }

      @Override
      public @Nullable ValueSource values(long startMs, Dimension dimension) {
        DayBucket live = site.liveDay(startMs);
        return live != null ? live.find(dimension.code()) : inRows.values(startMs, dimension);
      }
    };
  }

  private TopValues topOfHour(DayBucket day, BucketKey key, int limit) {
    HourBucket hour = day.liveHour(day.hourOf(key.startMs()));
    return hour != null ? hour.top(limit) : stored.topOfHour(key, day.paths(), limit);
  }

  /** The table of a day, or of all time with its open days. */
  private @Nullable ValueSource table(LiveSite site, BucketKey key, Dimension dimension) {
    if (key.level() == Level.DAY) {
      DayBucket day = site.liveDay(key.startMs());
      return day == null ? null : orEmpty(day.find(dimension.code()));
    }
    ClosedDays closed = closedDays(site, dimension.code());
    return closed == null ? null : AllTime.of(closed, days(site), dimension);
  }

  private static Optional<ValueCount> count(byte[] value, long views) {
    ValueCount count = new ValueCount(value);
    count.views = views;
    return views == 0 ? Optional.empty() : Optional.of(count);
  }

  private static ValueSource orEmpty(@Nullable ValueSource table) {
    return table == null ? ValueSource.EMPTY : table;
  }

  private static boolean isPath(Dimension dimension) {
    return dimension == Dimension.PATH;
  }

  private static TopValues empty() {
    return TopValues.EMPTY;
  }
}
