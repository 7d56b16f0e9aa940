package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
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
    if (key.level() == Level.ALL) {
      return Optional.ofNullable(
          ofAllTime(
              key.siteId(),
              BucketRows.NO_DIMENSION,
              closed -> AllTime.totals(closed, days(key.siteId()))));
    }
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = header(key);
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
      case ALL -> {
        TopValues top = ofAllTime(key.siteId(), dimension, source -> source.top(limit));
        yield top == null ? TopValues.EMPTY : top;
      }
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
        byte[] hour = header(key);
        ValueSource day = dimension == Dimension.PATH ? dayTable(dayOf(key), dimension) : null;
        ValueCount path = day == null || hour == null ? null : day.find(value);
        return path == null ? 0 : path.hour(hourOf(key));
      }
      case DAY -> {
        ValueSource table = dayTable(key, dimension);
        return table == null ? 0 : table.views(value);
      }
      default -> {
        Long views = ofAllTime(key.siteId(), dimension, source -> source.views(value));
        return views == null ? 0 : views;
      }
    }
  }

  /**
   * The best paths of an hour, from its sealed list, or else found by looking at all of its day.
   */
  TopValues topOfHour(BucketKey key, @Nullable ValueSource day, int limit) {
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = header(bucket);
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
    byte[] row = header(bucket);
    return row == null ? null : new StoredDay(rows, scans, bucket, row);
  }

  /** A site's days in their rows. */
  OpenDays days(String rowName) {
    return new OpenDays() {
      @Override
      public @Nullable Totals totals(long startMs) {
        StoredDay day = day(new BucketKey(rowName, Level.DAY, startMs));
        return day == null ? null : day.ownTotals();
      }

      @Override
      public @Nullable ValueSource values(long startMs, Dimension dimension) {
        return dayTable(new BucketKey(rowName, Level.DAY, startMs), dimension);
      }
    };
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

  /** A site's all time without its open days; null: it has no rows. */
  @Nullable ClosedDays closedDays(String rowName, int dimension) {
    return closedDays(RowKeys.bucket(new BucketKey(rowName, Level.ALL, 0)), dimension);
  }

  private @Nullable ClosedDays closedDays(byte[] bucket, int dimension) {
    byte[] row = header(bucket);
    return row == null ? null : new StoredClosedDays(rows, scans, bucket, row, dimension);
  }

  private <T> @Nullable T ofAllTime(
      String rowName, Dimension dimension, Function<ValueSource, T> question) {
    return ofAllTime(
        rowName,
        dimension.code(),
        closed -> question.apply(AllTime.of(closed, days(rowName), dimension)));
  }

  /**
   * Asks all time, and again if a day was closed between the rows read: it would count twice or not
   * at all. Null: there is none.
   */
  private <T> @Nullable T ofAllTime(
      String rowName, int dimension, Function<ClosedDays, T> question) {
    byte[] bucket = RowKeys.bucket(new BucketKey(rowName, Level.ALL, 0));
    ClosedDays closed = closedDays(bucket, dimension);
    for (int attempt = 1; closed != null; attempt++) {
      T answer = question.apply(closed);
      ClosedDays after = closedDays(bucket, dimension);
      if (attempt == ATTEMPTS || after == null || after.openDays().equals(closed.openDays())) {
        return answer;
      }
      closed = after;
    }
    return null;
  }

  /** A minute, and again if its rows were replaced while they were read. */
  private @Nullable MinuteBucket minute(BucketKey key) {
    byte[] bucket = RowKeys.bucket(key);
    byte[] row = header(key);
    for (int attempt = 1; row != null; attempt++) {
      MinuteBucket minute = MinuteBucket.read(rows, bucket, key.startMs(), row, Integer.MAX_VALUE);
      byte[] rowAfter = minute.hasPathRows() ? header(key) : row;
      if (attempt == ATTEMPTS || Arrays.equals(row, rowAfter)) {
        return minute;
      }
      row = rowAfter;
    }
    return null;
  }

  private byte @Nullable [] header(byte[] bucket) {
    return rows.get(RowKeys.header(bucket));
  }

  private byte @Nullable [] header(BucketKey key) {
    return key.level() == Level.MINUTE
        ? MinuteRows.header(rows, key.siteId().getBytes(StandardCharsets.UTF_8), key.startMs())
        : header(RowKeys.bucket(key));
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
