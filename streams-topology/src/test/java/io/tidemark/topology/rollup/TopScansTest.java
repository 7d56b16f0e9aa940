package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.TopValues;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Questions on buckets whose top tables nobody has written, as after a kill or on a standby. */
class TopScansTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long DAY = Level.DAY.startOf(NOW_MS, ZoneOffset.UTC);
  private static final long HOUR = Level.HOUR.startOf(NOW_MS, ZoneOffset.UTC);
  private static final int PATHS = 2_000;
  private static final RollupLimits LIMITS =
      new RollupLimits(
          Retention.of(Duration.ofDays(2), Duration.ofDays(90)),
          Caps.DEFAULT,
          Set.of(Dimension.PATH),
          3,
          100_000);

  private final SortedRows rows = new SortedRows();
  private final CountingRows counted = new CountingRows(rows);
  private final Rollups writing = new Rollups(rows, LIMITS);
  private final Rollups cold = new Rollups(counted, LIMITS);

  @Test
  void top_askedAgain_looksAtTheValuesOnce() {
    fill();

    TopValues first = cold.top("site", Level.DAY, DAY, Dimension.PATH, 10);
    int scans = counted.scans;
    TopValues second = cold.top("site", Level.DAY, DAY, Dimension.PATH, 5);

    assertThat(first).isEqualTo(writing.top("site", Level.DAY, DAY, Dimension.PATH, 10));
    assertThat(second).isEqualTo(writing.top("site", Level.DAY, DAY, Dimension.PATH, 5));
    assertThat(scans).isPositive();
    assertThat(counted.scans).isEqualTo(scans);
  }

  @Test
  void top_askedForMoreThanBefore_findsThem() {
    fill();
    cold.top("site", Level.DAY, DAY, Dimension.PATH, 10);

    assertThat(cold.top("site", Level.DAY, DAY, Dimension.PATH, 1_000))
        .isEqualTo(writing.top("site", Level.DAY, DAY, Dimension.PATH, 1_000));
  }

  @Test
  void top_rowsChangedUnderneath_isTheNewOne() {
    fill();
    cold.top("site", Level.DAY, DAY, Dimension.PATH, 10);
    cold.top("site", Level.HOUR, HOUR, Dimension.PATH, 10);
    cold.top("site", Level.ALL, 0, Dimension.PATH, 10);

    for (int i = 0; i < 50; i++) {
      view("/new", i);
    }
    flush();

    for (Level level : new Level[] {Level.DAY, Level.HOUR, Level.ALL}) {
      long start = level == Level.ALL ? 0 : level == Level.DAY ? DAY : HOUR;
      assertThat(cold.top("site", level, start, Dimension.PATH, 10))
          .isEqualTo(writing.top("site", level, start, Dimension.PATH, 10))
          .satisfies(top -> assertThat(top.rows().get(0).value()).isEqualTo("/new"));
    }
  }

  @Test
  void top_moreTablesThanAreKept_areRightAllTheSame() {
    fill();
    TopScans scans = new TopScans();
    ValueSource table =
        Objects.requireNonNull(new StoredBuckets(rows).days("site").values(DAY, Dimension.PATH));
    for (int bucket = 0; bucket < 5_000; bucket++) {
      byte[] key = {(byte) bucket, (byte) (bucket >> 8)};
      assertThat(scans.of(key, 0, key).best(3, limit -> table.top(limit).rows()))
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void bucket_ofADayThatIsNotInMemory_readsItsHeaderRowOnce() {
    fill();
    BucketKey key = new BucketKey("site", Level.DAY, DAY);

    BucketView day = cold.bucket("site", Level.DAY, DAY).orElseThrow();

    assertThat(day.totals().views()).isEqualTo(21_000);
    assertThat(day.top(Dimension.PATH, 10))
        .isEqualTo(writing.top("site", Level.DAY, DAY, Dimension.PATH, 10));
    assertThat(day.views(Dimension.PATH, "/19")).isEqualTo(20);
    assertThat(day.value(Dimension.PATH, "/19").orElseThrow().users().estimate()).isEqualTo(20);
    assertThat(day.value(Dimension.PATH, "/none")).isEmpty();
    assertThat(day.top(Dimension.BROWSER, 10)).isEqualTo(TopValues.EMPTY);
    assertThat(counted.reads(RowKeys.header(RowKeys.bucket(key)))).isEqualTo(1);
    assertThat(cold.bucket("site", Level.DAY, DAY - 86_400_000L)).isEmpty();
  }

  private void fill() {
    for (int i = 0; i < PATHS; i++) {
      for (int again = 0; again <= i % 20; again++) {
        view("/" + i, again);
      }
    }
    flush();
  }

  private void view(String path, int user) {
    writing.add(EventBytes.of(Events.view("site", path, "u" + user, NOW_MS)), NOW_MS);
  }

  private void flush() {
    writing.write(rows);
    writing.written();
  }

  private static final class CountingRows implements Rows {
    private final Rows rows;
    final List<byte[]> reads = new ArrayList<>();
    int scans;

    CountingRows(Rows rows) {
      this.rows = rows;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      reads.add(key);
      return rows.get(key);
    }

    long reads(byte[] key) {
      return reads.stream().filter(read -> Arrays.equals(read, key)).count();
    }

    @Override
    public Cursor scan(byte[] from, byte[] to) {
      scans++;
      return rows.scan(from, to);
    }
  }
}
