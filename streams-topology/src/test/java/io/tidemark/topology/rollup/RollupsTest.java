package io.tidemark.topology.rollup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RollupsTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long DAY_MS = 86_400_000L;
  private static final Retention RETENTION = Retention.of(Duration.ofDays(2), Duration.ofDays(90));
  private static final RollupLimits LIMITS =
      new RollupLimits(RETENTION, Caps.DEFAULT, Set.of(Dimension.PATH), 3, 10_000);

  private static final byte[] ALL_TIME =
      RowKeys.header(RowKeys.bucket(new BucketKey("site", Level.ALL, 0)));

  private static final byte[] ROW_NAME = "site".getBytes(StandardCharsets.UTF_8);

  private final SortedRows rows = new SortedRows();
  private final Rollups rollups = new Rollups(rows, LIMITS);

  @Test
  void event_olderThanALevelsRetention_skipsThatLevel() {
    long threeDaysAgoMs = NOW_MS - 3 * DAY_MS;
    rollups.add(EventBytes.of(Events.view("site", "/a", "u", threeDaysAgoMs)), NOW_MS);

    assertThat(
            rollups.totals(
                "site", Level.MINUTE, Level.MINUTE.startOf(threeDaysAgoMs, ZoneOffset.UTC)))
        .isEmpty();
    assertThat(
            rollups.totals("site", Level.HOUR, Level.HOUR.startOf(threeDaysAgoMs, ZoneOffset.UTC)))
        .isPresent();
    assertThat(rollups.totals("site", Level.ALL, 0).orElseThrow().views()).isEqualTo(1);
  }

  @Test
  void users_ofAValueOfAnOpenDay_areInAllTime_whenThatDayIsClosedAfterARestart() {
    int users = 400;
    for (int user = 0; user < users; user++) {
      rollups.add(EventBytes.of(Events.view("site", "/a", "u" + user, NOW_MS)), NOW_MS);
    }
    flush();
    Rollups again = new Rollups(rows, LIMITS);

    for (int day = 1; day <= 2; day++) {
      long atMs = NOW_MS + day * DAY_MS;
      again.add(EventBytes.of(Events.view("site", "/a", "u0", atMs)), atMs);
    }

    var all = again.value("site", Level.ALL, 0, Dimension.PATH, "/a").orElseThrow();
    assertThat(all.views()).isEqualTo(users + 2);
    assertThat(all.users().estimate()).isBetween(users * 3L / 4, users * 5L / 4);
  }

  @Test
  void top_askedAgain_tellsWhatChangedSince() {
    view("/a");
    assertThat(top(2)).containsExactly("/a=1");
    assertThat(top(2)).containsExactly("/a=1");
    view("/b");
    assertThat(top(2)).containsExactly("/a=1", "/b=1");
    view("/b");
    assertThat(top(2)).containsExactly("/b=2", "/a=1");
    assertThat(top(1)).containsExactly("/b=2");
    flush();
    view("/c");
    assertThat(top(3)).containsExactly("/b=2", "/a=1", "/c=1");
  }

  @Test
  void minutesThatShareARow_expire_whenTheLastOfThemIsOver() {
    long tenMs = rowOfTen(0, 10);

    viewsOfMinutes(tenMs, 2 * 1_440 + 5, 2 * 1_440 + 5);
    flush();
    assertThat(viewsOfMinute(tenMs, 7)).isEqualTo(1);

    viewsOfMinutes(tenMs, 2 * 1_440 + 70, 2 * 1_440 + 70);
    flush();
    assertThat(viewsOfMinute(tenMs, 7)).isZero();
  }

  @Test
  void minutesThatShareARow_goWithTheirSite_ifItBeganInTheMiddleOfThem() {
    long tenMs = rowOfTen(5, 30);

    rollups.remove("site", tenMs + 3_600_000L);
    flush();
    while (rollups.isPurging()) {
      flush();
    }

    try (Rows.Cursor left =
        rows.scan(RowKeys.levelFrom(Level.MINUTE, 0), RowKeys.levelFrom(Level.HOUR, 0))) {
      assertThat(left.next()).isFalse();
    }
  }

  /** Views in these minutes, the first of which share a row; gives back its start. */
  private long rowOfTen(int first, int last) {
    long tenMs = MinuteRows.spanOf(NOW_MS);
    viewsOfMinutes(tenMs, first, last);
    flush();
    assertThat(rows.get(RowKeys.tenMinutes(ROW_NAME, tenMs))).isNotNull();
    return tenMs;
  }

  /** A view in each minute, which arrives at once. */
  private void viewsOfMinutes(long startMs, int first, int last) {
    for (int minute = first; minute <= last; minute++) {
      long atMs = startMs + minute * 60_000L;
      rollups.add(EventBytes.of(Events.view("site", "/a", "u", atMs)), atMs);
    }
  }

  /** By the rows alone. */
  private long viewsOfMinute(long startMs, int minute) {
    return new Rollups(rows, LIMITS)
        .totals("site", Level.MINUTE, startMs + minute * 60_000L)
        .map(BucketTotals::views)
        .orElse(0L);
  }

  private void view(String path) {
    rollups.add(EventBytes.of(Events.view("site", path, "u", NOW_MS)), NOW_MS);
  }

  private List<String> top(int limit) {
    long day = Level.DAY.startOf(NOW_MS, ZoneOffset.UTC);
    return rollups.top("site", Level.DAY, day, Dimension.PATH, limit).rows().stream()
        .map(row -> row.value() + "=" + row.views())
        .toList();
  }

  @Test
  void rows_throughTwoYears_stayBounded() {
    int afterOneYear = 0;
    for (int day = 0; day < 730; day++) {
      for (int hour = 0; hour < 24; hour++) {
        long atMs = NOW_MS + day * DAY_MS + hour * 3_600_000L;
        rollups.add(EventBytes.of(Events.view("site", "/" + hour, "u", atMs)), atMs);
      }
      flush();
      if (day == 364) {
        afterOneYear = rows.size();
      }
    }
    int daysAdded = 365;
    assertThat(rows.size()).isLessThanOrEqualTo(afterOneYear + daysAdded + 48 + 24);
    assertThat(rows.size()).isLessThan(730 + 24 * 94 + 60 + 24 * 4);
  }

  @Test
  void bucket_withAThousandOfTheLongestPaths_hasNoRowAbove256KiB() {
    String filler = "\uD83D\uDE00".repeat(2_043);
    for (int i = 0; i < 1_000; i++) {
      rollups.add(
          EventBytes.of(Events.view("site", "/%04d".formatted(i) + filler, "u" + i, NOW_MS)),
          NOW_MS);
    }
    flush();
    Rollups small =
        new Rollups(rows, new RollupLimits(RETENTION, Caps.DEFAULT, Set.of(Dimension.PATH), 3, 1));
    small.add(EventBytes.of(Events.view("site", "/0000" + filler, "u", NOW_MS)), NOW_MS);
    small.write(rows);
    small.written();

    assertThat(rows.largest()).isLessThanOrEqualTo(256 * 1024);
    assertThat(small.liveBuckets()).isZero();
    assertThat(small.top("site", Level.ALL, 0, Dimension.PATH, 1).rows().get(0).views())
        .isEqualTo(2);
    assertThat(small.top("site", Level.ALL, 0, Dimension.PATH, 1_000).rows()).hasSize(1_000);
  }

  @Test
  void allTime_whileTheDayIsOpen_isNotWrittenWithItsEvents() {
    view("/a");
    flush();
    byte[] written = rows.get(ALL_TIME);
    view("/b");
    flush();

    assertThat(rows.get(ALL_TIME)).isSameAs(written).isNotNull();
    assertThat(new Rollups(rows, LIMITS).totals("site", Level.ALL, 0).orElseThrow().views())
        .isEqualTo(2);
  }

  @Test
  void allTime_thatLeftMemoryBeforeItsDay_isReadFromItsRowsAndTheDayFromMemory() {
    view("/a");
    flush();
    Rollups again =
        new Rollups(rows, new RollupLimits(RETENTION, Caps.DEFAULT, Set.of(Dimension.PATH), 3, 7));
    long yesterdayMs = NOW_MS - DAY_MS;
    again.add(EventBytes.of(Events.view("site", "/b", "u1", yesterdayMs)), NOW_MS);
    again.add(EventBytes.of(Events.view("site", "/b", "u2", NOW_MS)), NOW_MS);
    again.write(rows);
    again.written();
    assertThat(again.liveBuckets()).as("the day and its minute").isEqualTo(2);
    again.add(EventBytes.of(Events.view("site", "/b", "u3", NOW_MS)), NOW_MS);

    BucketTotals totals = again.totals("site", Level.ALL, 0).orElseThrow();
    assertThat(totals.views()).isEqualTo(4);
    assertThat(totals.users().estimate()).isEqualTo(4);
    assertThat(again.views("site", Level.ALL, 0, Dimension.PATH, "/b")).isEqualTo(3);
  }

  @Test
  void allTime_ofTheFormatBefore_hasTheTotalsOfItsOpenDays_andGoesOn() {
    for (int day = 0; day < 3; day++) {
      for (int i = 0; i <= day; i++) {
        long atMs = NOW_MS + day * DAY_MS;
        rollups.add(EventBytes.of(Events.view("site", "/" + i, "u" + i, atMs)), atMs);
      }
    }
    flush();
    writeAllTimeAsBefore(rollups.totals("site", Level.ALL, 0).orElseThrow());

    Rollups again = new Rollups(rows, LIMITS);
    assertAllTime(again, 6, 3, 3);
    long atMs = NOW_MS + 2 * DAY_MS;
    again.add(EventBytes.of(Events.view("site", "/0", "u3", atMs)), atMs);
    assertAllTime(again, 7, 4, 4);
    again.add(EventBytes.of(Events.view("site", "/0", "u4", atMs + DAY_MS)), atMs + DAY_MS);
    assertAllTime(again, 8, 5, 5);
    again.write(rows);
    again.written();
    assertAllTime(new Rollups(rows, LIMITS), 8, 5, 5);
  }

  /** Format 2: the totals of all days, the values of those that are closed. */
  private void writeAllTimeAsBefore(BucketTotals all) {
    BucketRows.Tables now = BucketRows.readAllTime(requireNonNull(rows.get(ALL_TIME)));
    assertThat(now.openDays()).hasSize(2);
    RowWriter header =
        BucketRows.headOfAllTime(
            new RowWriter(),
            new Totals(all.views(), all.events(), all.users(), false),
            now.openDays());
    for (BucketRows.Table table : now.tables()) {
      BucketRows.table(header, table.dimension(), table.header());
      table.values().forEach(value -> BucketRows.value(header, value));
    }
    byte[] row = header.toBytes();
    row[0] = 2;
    rows.put(ALL_TIME, row);
  }

  private static void assertAllTime(Rollups rollups, long views, int users, long ofFirstPath) {
    BucketTotals totals = rollups.totals("site", Level.ALL, 0).orElseThrow();
    assertThat(totals.views()).isEqualTo(views);
    assertThat(totals.users().estimate()).isEqualTo(users);
    assertThat(rollups.views("site", Level.ALL, 0, Dimension.PATH, "/0")).isEqualTo(ofFirstPath);
    assertThat(rollups.top("site", Level.ALL, 0, Dimension.PATH, 1).rows().get(0).views())
        .isEqualTo(ofFirstPath);
  }

  @Test
  void admits_whenThePartitionIsFull_onlyKnownSites() {
    for (String site : new String[] {"a", "b", "c"}) {
      assertThat(rollups.admits(EventBytes.of(Events.view(site, "/", null, NOW_MS)))).isTrue();
      rollups.add(EventBytes.of(Events.view(site, "/", null, NOW_MS)), NOW_MS);
    }
    assertThat(rollups.admits(EventBytes.of(Events.view("d", "/", null, NOW_MS)))).isFalse();
    assertThat(rollups.admits(EventBytes.of(Events.view("a", "/", null, NOW_MS)))).isTrue();
    flush();
    Rollups reopened = new Rollups(rows, LIMITS);
    assertThat(reopened.admits(EventBytes.of(Events.view("d", "/", null, NOW_MS)))).isFalse();
    assertThat(reopened.admits(EventBytes.of(Events.view("c", "/", null, NOW_MS)))).isTrue();
  }

  @Test
  void reader_whileTheStreamThreadAddsAndFlushes_neverSeesACountStepBack() throws Exception {
    Rollups crowded =
        new Rollups(rows, new RollupLimits(RETENTION, Caps.DEFAULT, Set.of(Dimension.PATH), 3, 50));
    AtomicBoolean done = new AtomicBoolean();
    long[] stepsBack = new long[1];
    Thread reader =
        new Thread(
            () -> {
              long views = 0;
              long path = 0;
              while (!done.get()) {
                long nowViews =
                    crowded.totals("site", Level.ALL, 0).map(BucketTotals::views).orElse(0L);
                long nowPath = crowded.views("site", Level.ALL, 0, Dimension.PATH, "/7");
                stepsBack[0] += nowViews < views || nowPath < path ? 1 : 0;
                views = nowViews;
                path = nowPath;
              }
            });
    reader.start();
    for (int i = 0; i < 40_000; i++) {
      crowded.add(EventBytes.of(Events.view("site", "/" + i % 97, "u" + i % 50, NOW_MS)), NOW_MS);
      if (i % 100 == 0) {
        crowded.write(rows);
        crowded.written();
      }
    }
    done.set(true);
    reader.join();
    assertThat(stepsBack[0]).isZero();
    assertThat(crowded.totals("site", Level.ALL, 0).orElseThrow().views()).isEqualTo(40_000);
  }

  private void flush() {
    rollups.write(rows);
    rollups.written();
  }
}
