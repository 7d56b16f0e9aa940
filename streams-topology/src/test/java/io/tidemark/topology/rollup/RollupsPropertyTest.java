package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The rollups equal a naive counter, whenever they are flushed, evicted, trimmed or reopened. */
class RollupsPropertyTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final Set<Dimension> DIMENSIONS =
      Set.of(Dimension.PATH, Dimension.BROWSER, Dimension.EVENT_TYPE);
  private static final Retention KEEP_ALL = new Retention(Retention.FOR_EVER, Retention.FOR_EVER);

  @Property(tries = 60)
  void everyBucket_afterRandomEventsAndFlushes_equalsNaiveCounter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int sites,
      @ForAll @IntRange(min = 1, max = 4_000) int paths,
      @ForAll @IntRange(min = 10, max = 3_000) int cachedRows) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    RollupLimits limits = new RollupLimits(KEEP_ALL, Caps.DEFAULT, DIMENSIONS, 100, cachedRows);
    Rollups rollups = new Rollups(rows, limits);
    NaiveCounter truth = new NaiveCounter();
    for (int i = 0; i < 4_000; i++) {
      Event event = randomEvent(random, sites, paths);
      rollups.add(EventBytes.of(event), event.timestampMs());
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
    RollupLimits limits =
        new RollupLimits(
            KEEP_ALL,
            new Caps(cap, cap, cap),
            Set.of(Dimension.PATH),
            100,
            50 + random.nextInt(2_000));
    Rollups rollups = new Rollups(rows, limits);
    NaiveCounter truth = new NaiveCounter();
    for (int i = 0; i < 5_000; i++) {
      String path = "/" + (int) (Math.pow(random.nextDouble(), 3) * 2_000);
      Event event = Events.view("site", path, null, START_MS);
      rollups.add(EventBytes.of(event), START_MS);
      truth.add(event);
      if (random.nextInt(300) == 0) {
        flush(rollups, rows);
      }
    }
    BucketKey key = new BucketKey("site", Level.ALL, 0);
    NaiveCounter.Totals expected = truth.buckets().get(key);
    BucketTotals totals = rollups.totals("site", Level.ALL, 0).orElseThrow();
    TopValues top = rollups.top("site", Level.ALL, 0, Dimension.PATH, 10);
    long listed = 0;
    for (String path : expected.paths().keySet()) {
      long views = rollups.views("site", Level.ALL, 0, Dimension.PATH, path);
      assertThat(expected.paths().get(path) - views).isBetween(0L, top.foldError());
      listed += views;
    }
    assertThat(totals.views()).isEqualTo(5_000);
    assertThat(listed + top.otherViews()).isEqualTo(5_000);
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

  private static void assertValues(Rollups rollups, BucketKey key, NaiveCounter.Totals expected) {
    BucketView bucket = rollups.bucket(key.siteId(), key.level(), key.startMs()).orElseThrow();
    equal(bucket.totals().views(), expected.views, "views of the bucket", key);
    for (Dimension dimension : DIMENSIONS) {
      TopValues top =
          rollups.top(key.siteId(), key.level(), key.startMs(), dimension, RollupView.MAX_TOP);
      boolean kept =
          dimension == Dimension.PATH || key.level() == Level.DAY || key.level() == Level.ALL;
      equal(top.rows(), kept ? expected.top(dimension, 1_000) : List.of(), dimension, key);
      equal(bucket.top(dimension, RollupView.MAX_TOP), top, dimension, key);
    }
    if (key.level() != Level.DAY && key.level() != Level.ALL) {
      return;
    }
    expected
        .values
        .getOrDefault(Dimension.BROWSER, Map.of())
        .forEach(
            (value, views) -> {
              ValueTotals totals =
                  rollups
                      .value(key.siteId(), key.level(), key.startMs(), Dimension.BROWSER, value)
                      .orElseThrow();
              equal(bucket.views(Dimension.BROWSER, value), views, value, key);
              long usersOfBucket =
                  bucket.value(Dimension.BROWSER, value).orElseThrow().users().estimate();
              equal(usersOfBucket, totals.users().estimate(), value, key);
              int users = expected.valueUsers.get(Dimension.BROWSER + " " + value).size();
              equal(totals.views(), views, value, key);
              if (users <= UserSketch.SMALL_EXACT_LIMIT) {
                equal(totals.users().estimate(), (long) users, value, key);
              } else {
                assertThat(totals.users().estimate()).isBetween(users * 3L / 4, users * 5L / 4 + 1);
              }
            });
  }

  private static Event randomEvent(Random random, int sites, int paths) {
    String site = "site-" + random.nextInt(sites);
    String path = "/" + (int) (Math.pow(random.nextDouble(), 2) * paths);
    String user = random.nextInt(5) == 0 ? null : "user-" + random.nextInt(200);
    long timeMs = START_MS + (long) (random.nextDouble() * random.nextDouble() * 5 * 86_400_000L);
    String type = random.nextInt(10) == 0 ? "click" : Event.PAGE_VIEW;
    String browser = random.nextInt(9) == 0 ? null : "browser-" + random.nextInt(30);
    return Events.withBrowser(site, type, path, user, timeMs, browser, 1 + random.nextInt(3));
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
              equal(totals.views(), expected.views, "views", key);
              equal(totals.events(), expected.events, "events", key);
              equal(totals.users().isExact(), true, "users exact", key);
              equal(totals.users().estimate(), (long) expected.users.size(), "users", key);
              assertValues(rollups, key, expected);
              TopValues ten =
                  rollups.top(key.siteId(), key.level(), key.startMs(), Dimension.PATH, 10);
              equal(ten.rows(), expected.top(Dimension.PATH, 10), "ten best paths", key);
              equal(ten.complete(), expected.paths().size() <= 10, "ten are all", key);
            });
  }

  /** Millions of times: without an assertion's objects. */
  private static void equal(Object actual, Object expected, Object what, BucketKey key) {
    if (!actual.equals(expected)) {
      throw new AssertionError("%s of %s: %s; expected %s".formatted(what, key, actual, expected));
    }
  }
}
