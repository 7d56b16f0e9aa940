package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A site in memory: its buckets, and those that were added to last, so that most events find theirs
 * without a look-up. Its monitor guards all that hangs on it: a reader sees one moment of the site.
 */
final class LiveSite extends SliceMap.Entry {
  final String siteId;

  /** What its rows call it; the site's id unless it was removed before. */
  final String rowName;

  private final byte[] rowId;
  final SiteNotes notes;
  private final Rows rows;
  private final RollupLimits limits;
  private final RollupObserver observer;

  private @Nullable AllBucket all;
  private final Map<Long, DayBucket> days = new HashMap<>(2);
  private final Map<Long, MinuteBucket> minutes = new HashMap<>(2);
  private @Nullable DayBucket lastDay;
  private @Nullable MinuteBucket lastMinute;
  private final List<TableBucket> dirtyTables = new ArrayList<>(0);
  private final List<MinuteBucket> dirtyMinutes = new ArrayList<>(0);
  private final MinuteRows minuteRows;
  private boolean isDirty;
  private long lastTouched;

  /** Whether its rows were carried over from another generation. For the stream thread. */
  boolean isCarried;

  /** Whether the site is hot: its events are not all of this partition. */
  boolean isHot;

  LiveSite(
      byte[] siteId,
      String rowName,
      SiteRow row,
      Rows rows,
      RollupLimits limits,
      RollupObserver observer) {
    super(siteId, SliceHash.of(siteId));
    this.siteId = new String(siteId, StandardCharsets.UTF_8);
    this.rowName = rowName;
    this.rowId = rowName.getBytes(StandardCharsets.UTF_8);
    this.notes = new SiteNotes(this.siteId, row);
    this.minuteRows = new MinuteRows(rowId, notes.newestEventMs());
    this.rows = rows;
    this.limits = limits;
    this.observer = observer;
  }

  /** Marks it as used before this flush; true if it was clean. */
  boolean touch(long flush) {
    boolean wasClean = !isDirty;
    isDirty = true;
    lastTouched = flush;
    return wasClean;
  }

  long lastTouched() {
    return lastTouched;
  }

  /**
   * Whether a bucket that is not in memory may have rows; of a site that is new, or a bucket that
   * is newer than all its events, there is nothing to look for.
   */
  boolean mayHaveRows(long startMs) {
    return startMs <= notes.newestEventMs();
  }

  /**
   * All time, taken into memory if it was not. Then the next flush writes it, and so learns that it
   * is there to leave memory again.
   */
  AllBucket all() {
    AllBucket bucket = all;
    if (bucket == null) {
      int cap = limits.cap(Level.ALL);
      bucket =
          mayHaveRows(0)
              ? AllBucket.load(this, rowId, rows, cap)
              : AllBucket.empty(this, rowId, rows, cap);
      all = bucket;
      changed(bucket);
    }
    return bucket;
  }

  /** The day of an event time, taken into memory if it was not. */
  DayBucket day(long timeMs) {
    DayBucket last = lastDay;
    if (last != null && last.holds(timeMs)) {
      return last;
    }
    long startMs = Level.DAY.startOf(timeMs, ZoneOffset.UTC);
    DayBucket day = days.get(startMs);
    if (day == null) {
      day = loadDay(startMs);
      days.put(startMs, day);
    }
    lastDay = day;
    return day;
  }

  private DayBucket loadDay(long startMs) {
    int cap = limits.cap(Level.DAY);
    DayBucket stored =
        mayHaveRows(startMs) ? DayBucket.load(this, rowId, startMs, rows, cap) : null;
    if (stored != null) {
      stored.isOpen = all().isOpen(startMs);
      return stored;
    }
    DayBucket fresh = DayBucket.empty(this, rowId, startMs, rows, cap);
    if (all().mayOpen(startMs)) {
      long toClose = all().dayToClose();
      if (toClose >= 0) {
        close(day(toClose));
      }
      changed(all());
      all().open(startMs);
      fresh.isOpen = true;
    }
    return fresh;
  }

  /** Adds a day to all time, where its coming events are counted too. */
  void close(DayBucket day) {
    day.isOpen = false;
    changed(all());
    all().close(day, observer);
  }

  /**
   * A minute, taken into memory if it was not.
   *
   * @param startMs its start
   */
  MinuteBucket minute(long startMs) {
    MinuteBucket last = lastMinute;
    if (last != null && last.startMs == startMs) {
      return last;
    }
    MinuteBucket minute = minutes.get(startMs);
    if (minute == null) {
      int cap = limits.cap(Level.MINUTE);
      minute =
          mayHaveRows(startMs)
              ? MinuteBucket.load(rows, rowId, startMs, cap)
              : MinuteBucket.empty(rowId, startMs, cap);
      minutes.put(startMs, minute);
    }
    if (last != null && last.hasPathRows()) {
      changed(last); // it is over, or so it seems: its rows become one
    }
    lastMinute = minute;
    return minute;
  }

  /** A bucket is to be written; true if it was not. */
  boolean changed(TableBucket bucket) {
    if (bucket.dirty) {
      return false;
    }
    bucket.dirty = true;
    dirtyTables.add(bucket);
    return true;
  }

  /** A minute is to be written; true if it was not. */
  boolean changed(MinuteBucket minute) {
    if (minute.dirty) {
      return false;
    }
    minute.dirty = true;
    dirtyMinutes.add(minute);
    return true;
  }

  @Nullable AllBucket liveAll() {
    return all;
  }

  /** The day that holds an instant, if it is in memory. */
  @Nullable DayBucket liveDay(long timeMs) {
    return days.get(Level.DAY.startOf(timeMs, ZoneOffset.UTC));
  }

  boolean hasLiveDays() {
    return !days.isEmpty();
  }

  @Nullable MinuteBucket liveMinute(long startMs) {
    return minutes.get(startMs);
  }

  /** Minutes, and days with their hours, in memory. */
  synchronized int liveBuckets() {
    return minutes.size() + days.size() + (all == null ? 0 : 1);
  }

  /** Writes what changed. */
  synchronized void write(Rows.Batch batch) {
    batch.put(RowKeys.site(siteId), notes.toRow(batch.row()));
    dirtyTables.forEach(bucket -> bucket.write(batch));
    minuteRows.write(batch, dirtyMinutes, lastMinute);
  }

  /** Visits the buckets with tables in memory. */
  void forEachTable(Consumer<TableBucket> visitor) {
    days.values().forEach(visitor);
    AllBucket allTime = all;
    if (allTime != null) {
      visitor.accept(allTime);
    }
  }

  /** Visits the buckets with tables that will be written. */
  void forEachDirty(Consumer<TableBucket> visitor) {
    dirtyTables.forEach(visitor);
  }

  /**
   * What was {@link #write written} is in the database now. Minutes leave memory, but for the last.
   */
  synchronized void written() {
    isDirty = false;
    dirtyTables.forEach(TableBucket::written);
    dirtyTables.clear();
    dirtyMinutes.forEach(MinuteBucket::written);
    dirtyMinutes.clear();
    if (minutes.size() > 1) {
      minutes.values().removeIf(minute -> minute != lastMinute);
    }
  }

  /** From now on the rows are the truth of a bucket; nothing of it may be dirty. */
  synchronized void evict(TableBucket bucket) {
    if (bucket instanceof DayBucket day) {
      days.remove(day.startMs);
      if (lastDay == day) {
        lastDay = null;
      }
    } else {
      all = null;
    }
    if (all == null && days.isEmpty()) {
      minutes.clear();
      lastMinute = null;
    }
  }

  synchronized void trim(TableBucket bucket) {
    bucket.trim();
  }

  synchronized void seal(TableBucket bucket, Rows.Batch batch) {
    bucket.seal(batch);
  }

  /** Expired minutes and hours leave memory unwritten; their rows are deleted. */
  synchronized void dropExpired(long arrivalMs) {
    Retention retention = limits.retention();
    minutes
        .values()
        .removeIf(minute -> retention.isExpired(Level.MINUTE, minute.startMs, arrivalMs));
    dirtyMinutes.removeIf(minute -> retention.isExpired(Level.MINUTE, minute.startMs, arrivalMs));
    MinuteBucket last = lastMinute;
    if (last != null && !minutes.containsKey(last.startMs)) {
      lastMinute = null;
    }
    days.values()
        .forEach(
            day -> day.dropHours(startMs -> retention.isExpired(Level.HOUR, startMs, arrivalMs)));
  }
}
