package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads buckets that are not in memory from their rows. For any thread. */
final class StoredBuckets {
  /** How often rows are read again because others took their place meanwhile. */
  private static final int ATTEMPTS = 8;

  private final Rows rows;
  private final TopScans scans = new TopScans();

  StoredBuckets(Rows rows) {
    this.rows = rows;
  }

  Optional<BucketTotals> totals(BucketKey key) {
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = rows.get(RowKeys.header(bucket));
    if (row == null) {
      return Optional.empty();
    }
    BucketRows.Head head = BucketRows.readHead(new RowReader(row));
    return Optional.of(totals(rows, bucket, head).copy());
  }

  TopValues top(BucketKey key, Dimension dimension, int limit) {
    return switch (key.level()) {
      case MINUTE -> {
        MinuteBucket minute = dimension == Dimension.PATH ? minute(key) : null;
        yield minute == null ? TopValues.EMPTY : minute.paths.top(limit);
      }
      case HOUR -> dimension == Dimension.PATH ? topOfHour(key, limit) : TopValues.EMPTY;
      case DAY -> {
        StoredDay day = day(key);
        yield day == null ? TopValues.EMPTY : day.top(dimension, limit);
      }
      case ALL -> ofAllTime(key.siteId(), dimension, source -> source.top(limit));
    };
  }

  /** A value's counts; null: there are none. Its views are those of the bucket, whatever level. */
  @Nullable ValueCount find(BucketKey key, Dimension dimension, byte[] value) {
    switch (key.level()) {
      case DAY -> {
        ValueSource table = dayTable(key, dimension);
        return table == null ? null : table.find(value);
      }
      case ALL -> {
        return ofAllTime(key.siteId(), dimension, source -> source.find(value));
      }
      default -> {
        long views = views(key, dimension, value);
        ValueCount count = new ValueCount(value);
        count.views = views;
        return views == 0 ? null : count;
      }
    }
  }

  long views(BucketKey key, Dimension dimension, byte[] value) {
    switch (key.level()) {
      case MINUTE -> {
        MinuteBucket minute = dimension == Dimension.PATH ? minute(key) : null;
        return minute == null ? 0 : minute.paths.views(value);
      }
      case HOUR -> {
        byte[] hour = rows.get(RowKeys.header(RowKeys.bucket(key)));
        ValueSource day = dimension == Dimension.PATH ? dayTable(dayOf(key), dimension) : null;
        ValueCount path = day == null || hour == null ? null : day.find(value);
        return path == null ? 0 : path.hour(hourOf(key));
      }
      case DAY -> {
        ValueSource table = dayTable(key, dimension);
        return table == null ? 0 : table.views(value);
      }
      default -> {
        return ofAllTime(key.siteId(), dimension, source -> source.views(value));
      }
    }
  }

  /**
   * The best paths of an hour, from its sealed list, or else found by looking at all of its day.
   */
  TopValues topOfHour(BucketKey key, @Nullable ValueSource day, int limit) {
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = rows.get(RowKeys.header(bucket));
    if (row == null) {
      return TopValues.EMPTY;
    }
    TableHeader paths = BucketRows.readHour(row).paths();
    List<ValueViews> best =
        paths.sealed()
            ? TopChunks.read(rows, bucket, Dimension.PATH.code(), paths.topChunks(), limit)
            : day == null
                ? List.of()
                : scans
                    .of(bucket, Dimension.PATH.code(), row)
                    .best(limit, most -> bestOfHour(day, hourOf(key), most));
    List<ValueViews> listed = best.subList(0, Math.min(limit, best.size()));
    return new TopValues(
        listed, paths.distinct() <= listed.size(), paths.otherViews(), paths.foldError());
  }

  /** A day in its rows; null: it has none. */
  @Nullable StoredDay day(BucketKey key) {
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = rows.get(RowKeys.header(bucket));
    return row == null ? null : new StoredDay(rows, scans, bucket, row);
  }

  /** A day's table in its rows; null: it has no such values. */
  @Nullable StoredTable dayTable(String rowName, long startMs, Dimension dimension) {
    return dayTable(new BucketKey(rowName, Level.DAY, startMs), dimension);
  }

  /** Totals read back, with users that have a row of their own. */
  static Totals totals(Rows rows, byte[] bucket, BucketRows.Head head) {
    UserSketch users = head.users();
    boolean apart = users == null;
    if (users == null) {
      byte[] row = rows.get(RowKeys.users(bucket));
      users = row == null ? new UserSketch() : UserSketch.fromBytes(row);
    }
    return new Totals(head.views(), head.events(), users, apart);
  }

  private TopValues topOfHour(BucketKey key, int limit) {
    return topOfHour(key, dayTable(dayOf(key), Dimension.PATH), limit);
  }

  private static List<ValueViews> bestOfHour(ValueSource day, int hour, int limit) {
    BestValues best = new BestValues(hour, limit);
    day.forEach(best::offer);
    return best.best();
  }

  /**
   * Asks all time, and again if a day was closed between the rows read: its values would count
   * twice or not at all.
   */
  private <T> T ofAllTime(String rowName, Dimension dimension, Function<ValueSource, T> question) {
    byte[] bucket = RowKeys.bucket(new BucketKey(rowName, Level.ALL, 0));
    byte[] row = rows.get(RowKeys.header(bucket));
    for (int attempt = 1; ; attempt++) {
      BucketRows.Tables tables = allTime(row, dimension);
      List<Long> openDays = tables == null ? List.of() : tables.openDays();
      List<ValueSource> open = new ArrayList<>();
      for (long startMs : openDays) {
        StoredTable day = dayTable(rowName, startMs, dimension);
        if (day != null) {
          open.add(day);
        }
      }
      BucketRows.Table table = tables == null ? null : tables.table(dimension.code());
      StoredTable closed =
          table == null || row == null ? null : StoredTable.of(rows, scans, bucket, table, row);
      T answer = question.apply(new AllTime(closed == null ? ValueSource.EMPTY : closed, open));
      byte[] rowAfter = rows.get(RowKeys.header(bucket));
      BucketRows.Tables after = allTime(rowAfter, dimension);
      if (attempt == ATTEMPTS || after == null || after.openDays().equals(openDays)) {
        return answer;
      }
      row = rowAfter;
    }
  }

  private static BucketRows.@Nullable Tables allTime(byte @Nullable [] row, Dimension dimension) {
    return row == null ? null : BucketRows.readAllTime(row, dimension.code());
  }

  /** A minute, and again if its rows were replaced while they were read. */
  private @Nullable MinuteBucket minute(BucketKey key) {
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = rows.get(RowKeys.header(bucket));
    for (int attempt = 1; row != null; attempt++) {
      MinuteBucket minute = MinuteBucket.read(rows, bucket, key.startMs(), row, Integer.MAX_VALUE);
      byte[] rowAfter = minute.hasPathRows() ? rows.get(RowKeys.header(bucket)) : row;
      if (attempt == ATTEMPTS || Arrays.equals(row, rowAfter)) {
        return minute;
      }
      row = rowAfter;
    }
    return null;
  }

  private @Nullable StoredTable dayTable(BucketKey key, Dimension dimension) {
    StoredDay day = day(key);
    return day == null ? null : day.table(dimension);
  }

  private static BucketKey dayOf(BucketKey hour) {
    long dayMs = Level.DAY.startOf(hour.startMs(), ZoneOffset.UTC);
    return new BucketKey(hour.siteId(), Level.DAY, dayMs);
  }

  private static int hourOf(BucketKey hour) {
    return (int) ((hour.startMs() - dayOf(hour).startMs()) / 3_600_000L);
  }
}
