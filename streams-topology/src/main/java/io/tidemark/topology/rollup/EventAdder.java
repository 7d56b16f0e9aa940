package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.view.Level;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Adds events to the buckets of their sites: the hot path. An event costs one look-up in the table
 * of its day's paths, whose entry has the counters of the day and its hours, one in its minute's
 * paths, and one in each other dimension's table of the day. All time gets nothing while the day is
 * open. For the stream thread alone.
 */
final class EventAdder {
  private static final int HEADER_ROWS = 2;

  private final RollupLimits limits;
  private final RollupObserver observer;
  private final Dirty dirty;
  private final Dimension[] others;
  private final int fullTable;
  private final Hit hit = new Hit();

  EventAdder(RollupLimits limits, RollupObserver observer, Dirty dirty) {
    this.limits = limits;
    this.observer = observer;
    this.dirty = dirty;
    this.others =
        limits.dimensions().stream()
            .filter(dimension -> dimension != Dimension.PATH)
            .toArray(Dimension[]::new);
    this.fullTable = Math.min(AllBucket.MOST_OPEN_VALUES, limits.cap(Level.DAY));
  }

  /** Counts one event in each of its buckets that is not expired. The caller holds the site. */
  void add(LiveSite site, EventBytes event, long arrivalMs, long flush) {
    hit.read(event);
    long timeMs = event.timestampMs();
    DayBucket day = site.day(timeMs);
    add(site, day, flush);
    if (!day.isOpen) {
      add(site, site.all(), flush);
    }
    HourBucket hour = hour(day, timeMs, arrivalMs);
    MinuteBucket minute = minute(site, timeMs, arrivalMs);
    if (hit.views > 0 && event.has(Field.PATH)) {
      addPath(site, day, hour, minute, event);
    }
    for (Dimension dimension : others) {
      int weight = dimension == Dimension.EVENT_TYPE ? hit.events : hit.views;
      if (weight > 0 && event.has(dimension.field())) {
        ValueTable table = day.table(dimension.code());
        int hash = hash(event, dimension.field());
        add(table, event, dimension.field(), hash, weight);
        settle(table, Level.DAY);
        addToAllTime(site, day, table, event, dimension, hash, weight);
      }
    }
    site.notes.counted(timeMs, arrivalMs);
  }

  private void addPath(
      LiveSite site,
      DayBucket day,
      @Nullable HourBucket hour,
      @Nullable MinuteBucket minute,
      EventBytes event) {
    ValueTable paths = day.paths();
    int hash = hash(event, Field.PATH);
    ValueCount path = add(paths, event, Field.PATH, hash, hit.views);
    if (hour != null) {
      hour.add(path, hit.views);
    }
    if (minute != null) {
      add(minute, path, hash);
    }
    settle(paths, Level.DAY);
    addToAllTime(site, day, paths, event, Dimension.PATH, hash, hit.views);
  }

  private void add(MinuteBucket minute, ValueCount path, int hash) {
    boolean isNew = minute.paths.add(path.value, hash, hit.views);
    if (isNew && minute.paths.takeOverflowed()) {
      observer.overflowed(Level.MINUTE);
    }
  }

  private void settle(ValueTable table, Level level) {
    if (table.settle()) {
      observer.overflowed(level);
    }
  }

  private ValueCount add(ValueTable table, EventBytes event, Field field, int hash, int weight) {
    int before = table.dirtyRows();
    ValueCount count =
        table.add(event.source(field), event.from(field), event.to(field), hash, weight, hit);
    dirty.add(table.dirtyRows() - before, count.value.length);
    return count;
  }

  /** A day that is not open, or that gets too large for it, is in all time's tables. */
  private void addToAllTime(
      LiveSite site,
      DayBucket day,
      ValueTable table,
      EventBytes event,
      Dimension dimension,
      int hash,
      int weight) {
    if (!day.isOpen) {
      ValueTable ofAll = site.all().table(dimension.code());
      add(ofAll, event, dimension.field(), hash, weight);
      settle(ofAll, Level.ALL);
    } else if (table.distinct() >= fullTable) {
      site.close(day);
      dirty.add(table.distinct(), event.to(Field.SITE_ID) - event.from(Field.SITE_ID));
    }
  }

  private void add(LiveSite site, TableBucket bucket, long flush) {
    bucket.totals.add(hit);
    bucket.lastTouched = flush;
    if (site.changed(bucket)) {
      dirty.add(HEADER_ROWS, 0);
    }
  }

  private @Nullable HourBucket hour(DayBucket day, long timeMs, long arrivalMs) {
    int number = day.hourOf(timeMs);
    if (limits.retention().isExpired(Level.HOUR, day.startOfHour(number), arrivalMs)) {
      return null;
    }
    HourBucket hour = day.hour(number);
    hour.totals.add(hit);
    if (!hour.dirty) {
      hour.dirty = true;
      dirty.add(1, 0);
    }
    return hour;
  }

  private @Nullable MinuteBucket minute(LiveSite site, long timeMs, long arrivalMs) {
    long startMs = Level.MINUTE.startOf(timeMs, ZoneOffset.UTC);
    if (limits.retention().isExpired(Level.MINUTE, startMs, arrivalMs)) {
      return null;
    }
    MinuteBucket minute = site.minute(startMs);
    minute.totals.add(hit);
    if (site.changed(minute)) {
      dirty.add(1, 0);
    }
    return minute;
  }

  private static int hash(EventBytes event, Field field) {
    return SliceHash.of(event.source(field), event.from(field), event.to(field));
  }
}
