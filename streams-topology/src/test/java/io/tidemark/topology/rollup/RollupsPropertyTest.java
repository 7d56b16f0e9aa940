package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Event;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopPaths;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The rollups equal a naive counter, whenever they are flushed, evicted, trimmed or reopened. */
class RollupsPropertyTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final Retention KEEP_ALL = new Retention(Retention.FOR_EVER, Retention.FOR_EVER);

  @Property(tries = 60)
  void everyBucket_afterRandomEventsAndFlushes_equalsNaiveCounter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int sites,
      @ForAll @IntRange(min = 1, max = 4_000) int paths,
      @ForAll @IntRange(min = 10, max = 3_000) int cachedRows) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    Rollups.Limits limits = new Rollups.Limits(KEEP_ALL, Caps.DEFAULT, 100, cachedRows);
    Rollups rollups = new Rollups(rows, limits);
    NaiveCounter truth = new NaiveCounter();
    for (int i = 0; i < 4_000; i++) {
      Event event = randomEvent(random, sites, paths);
      rollups.add(event, event.timestampMs());
      truth.add(event);
      if (random.nextInt(100) == 0) {
        flush(rollups, rows);
      }
      if (random.nextInt(500) == 0) {
        flush(rollups, rows);
        rollups = new Rollups(rows, limits);
      }
    }
    assertEqual(rollups, truth);
    flush(rollups, rows);
    assertEqual(rollups, truth);
    assertEqual(new Rollups(rows, limits), truth);
  }

  @Property(tries = 40)
  void cappedTable_afterManyValues_keepsTotalsAndStatesTheError(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 300) int cap) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    Rollups.Limits limits =
        new Rollups.Limits(KEEP_ALL, new Caps(cap, cap, cap, cap), 100, 50 + random.nextInt(2_000));
    Rollups rollups = new Rollups(rows, limits);
    NaiveCounter truth = new NaiveCounter();
    for (int i = 0; i < 5_000; i++) {
      String path = "/" + (int) (Math.pow(random.nextDouble(), 3) * 2_000);
      Event event = Events.view("site", path, null, START_MS);
      rollups.add(event, START_MS);
      truth.add(event);
      if (random.nextInt(300) == 0) {
        flush(rollups, rows);
      }
    }
    BucketKey key = new BucketKey("site", Level.ALL, 0);
    NaiveCounter.Totals expected = truth.buckets().get(key);
    BucketTotals totals = rollups.totals("site", Level.ALL, 0).orElseThrow();
    long listed = 0;
    for (String path : expected.paths.keySet()) {
      long views = rollups.views("site", Level.ALL, 0, path);
      assertThat(expected.paths.get(path) - views).isBetween(0L, totals.foldError());
      listed += views;
    }
    assertThat(totals.views()).isEqualTo(5_000);
    assertThat(listed + totals.otherViews()).isEqualTo(5_000);
    flush(rollups, rows);
    assertThat(rowsOf(rows, key)).isLessThanOrEqualTo(cap + cap / 5 + 40);
  }

  private static int rowsOf(SortedRows rows, BucketKey key) {
    byte[] bucket = RowKeys.bucket(key);
    int count = 0;
    try (var cursor = rows.scan(RowKeys.valuesFrom(bucket, 0), RowKeys.valuesTo(bucket, 0))) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private static Event randomEvent(Random random, int sites, int paths) {
    String site = "site-" + random.nextInt(sites);
    String path = "/" + (int) (Math.pow(random.nextDouble(), 2) * paths);
    String user = random.nextInt(5) == 0 ? null : "user-" + random.nextInt(200);
    long timeMs = START_MS + (long) (random.nextDouble() * random.nextDouble() * 5 * 86_400_000L);
    String type = random.nextInt(10) == 0 ? "click" : Event.PAGE_VIEW;
    return Events.event(site, type, path, user, timeMs, null, 1 + random.nextInt(3));
  }

  private static void flush(Rollups rollups, SortedRows rows) {
    rollups.write(rows);
    rollups.written();
  }

  private static void assertEqual(Rollups rollups, NaiveCounter truth) {
    truth
        .buckets()
        .forEach(
            (key, expected) -> {
              BucketTotals totals =
                  rollups.totals(key.siteId(), key.level(), key.startMs()).orElseThrow();
              assertThat(totals.views()).as("views of %s", key).isEqualTo(expected.views);
              assertThat(totals.events()).as("events of %s", key).isEqualTo(expected.events);
              assertThat(totals.users().isExact()).isTrue();
              assertThat(totals.users().estimate()).isEqualTo(expected.users.size());
              TopPaths top =
                  rollups.top(key.siteId(), key.level(), key.startMs(), RollupView.MAX_TOP);
              assertThat(top.rows()).as("top of %s", key).isEqualTo(expected.top(1_000));
              assertThat(top.complete()).isEqualTo(expected.paths.size() <= 1_000);
              TopPaths ten = rollups.top(key.siteId(), key.level(), key.startMs(), 10);
              assertThat(ten.rows()).isEqualTo(expected.top(10));
              assertThat(ten.complete()).isEqualTo(expected.paths.size() <= 10);
            });
  }
}
