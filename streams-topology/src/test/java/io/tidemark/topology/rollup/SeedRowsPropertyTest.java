package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.ValueTotals;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * A log whose beginning is gone, counted again upon the rows that were carried over, gives what was
 * counted while it was whole: with lateness, duplicates, bots and removals.
 */
class SeedRowsPropertyTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final long HOUR_MS = 3_600_000L;
  private static final long DAY_MS = 24 * HOUR_MS;
  private static final long MAX_FUTURE_MS = 600_000L;
  private static final int EVENTS = 600;
  private static final List<String> SITES = List.of("a", "a1", "b");
  private static final RollupLimits LIMITS =
      new RollupLimits(
          Retention.of(Duration.ofDays(2), Duration.ofDays(90)),
          Caps.DEFAULT,
          Set.of(Dimension.PATH, Dimension.BROWSER),
          10,
          500);

  /** What happens to a record of the log. */
  private enum Fate {
    COUNTED,
    DUPLICATE,
    BOT,
    REMOVAL
  }

  private record Entry(Event event, long arrivalMs, Fate fate) {}

  @Property(tries = 150)
  void countedAgain_uponCarriedRows_equalsWhatWasServed(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> log = log(random);
    int counted = random.nextInt(log.size());
    int began = random.nextInt(counted + 1);

    SortedRows servedRows = new SortedRows();
    Rollups served = count(log, 0, counted, servedRows, random);
    SortedRows seeded = seed(servedRows, log.get(began).arrivalMs());
    Rollups again = count(log, began, log.size(), seeded, random);

    Rollups expected = goOn(served, log, counted, servedRows);
    for (String site : SITES) {
      assertThat(describe(again, site))
          .as("site %s, seed %d, counted to %d, log began at %d", site, seed, counted, began)
          .isEqualTo(describe(expected, site));
    }
    flush(again, seeded);
    assertThat(describe(new Rollups(seeded, LIMITS), "a")).isEqualTo(describe(expected, "a"));
  }

  @Property(tries = 40)
  void wrongRowsOfDaysInTheLog_areNotCarriedOver(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> log = log(random);
    int began = log.size() / 2;
    SortedRows servedRows = new SortedRows();
    Rollups served = count(log, 0, log.size(), servedRows, random);
    List<String> right = SITES.stream().map(site -> describe(served, site)).toList();
    long cut = SeedRows.cutMs(log.get(began).arrivalMs(), MAX_FUTURE_MS);
    Totals wrong = new Totals();
    wrong.views = 1_000_000;
    for (String site : SITES) {
      for (long day = Level.DAY.startOf(cut + DAY_MS - 1, ZoneOffset.UTC);
          day < cut + 5 * DAY_MS;
          day += DAY_MS) {
        servedRows.put(
            RowKeys.header(RowKeys.bucket(new BucketKey(site, Level.DAY, day))),
            BucketRows.head(new RowWriter(), wrong).toBytes());
      }
      servedRows.put(
          RowKeys.header(RowKeys.bucket(new BucketKey(site, Level.ALL, 0))),
          BucketRows.headOfAllTime(new RowWriter(), wrong, List.of()).toBytes());
    }

    Rollups again =
        count(log, began, log.size(), seed(servedRows, log.get(began).arrivalMs()), random);

    assertThat(SITES.stream().map(site -> describe(again, site)).toList()).isEqualTo(right);
  }

  private static List<Entry> log(Random random) {
    List<Entry> log = new ArrayList<>();
    long arrivalMs = START_MS;
    for (int i = 0; i < EVENTS; i++) {
      arrivalMs += random.nextInt((int) (HOUR_MS / 2)) + 1;
      long early = random.nextInt(10) == 0 ? MAX_FUTURE_MS : 0;
      long late = random.nextInt(4) == 0 ? (long) (random.nextDouble() * 20 * DAY_MS) : 0;
      String site = SITES.get(random.nextInt(SITES.size()));
      String user = random.nextInt(5) == 0 ? null : "u" + random.nextInt(400);
      String browser = random.nextInt(5) == 0 ? null : "b" + random.nextInt(5);
      Event event =
          Events.withBrowser(
              site,
              Event.PAGE_VIEW,
              "/" + random.nextInt(100),
              user,
              arrivalMs + early - late,
              browser,
              1 + random.nextInt(3));
      int fate = random.nextInt(200);
      log.add(
          new Entry(
              event,
              arrivalMs,
              fate == 0
                  ? Fate.REMOVAL
                  : fate < 20 ? Fate.DUPLICATE : fate < 30 ? Fate.BOT : Fate.COUNTED));
    }
    return log;
  }

  private static Rollups count(List<Entry> log, int from, int to, SortedRows rows, Random random) {
    Rollups rollups = new Rollups(rows, LIMITS);
    for (int i = from; i < to; i++) {
      count(rollups, log.get(i), i);
      int choice = random.nextInt(60);
      if (choice < 2) {
        flush(rollups, rows);
      }
      if (choice == 0) {
        rollups = new Rollups(rows, LIMITS);
      }
    }
    flush(rollups, rows);
    return rollups;
  }

  private static Rollups goOn(Rollups served, List<Entry> log, int from, SortedRows rows) {
    for (int i = from; i < log.size(); i++) {
      count(served, log.get(i), i);
    }
    flush(served, rows);
    return served;
  }

  /** As {@code EventCounter} does. */
  private static void count(Rollups rollups, Entry entry, int offset) {
    boolean again = rollups.hasCarried() && rollups.isAgain(0, offset);
    EventBytes event = EventBytes.of(entry.event());
    switch (entry.fate()) {
      case COUNTED -> {
        if (!again || !rollups.isInCarriedRows(event)) {
          rollups.add(event, entry.arrivalMs());
        }
      }
      case DUPLICATE -> rollups.duplicate(event);
      case BOT -> rollups.bot(event, "crawler");
      case REMOVAL -> rollups.remove(entry.event().siteId(), entry.arrivalMs());
    }
    rollups.countedTo(offset + 1L);
  }

  private static SortedRows seed(SortedRows served, long beganMs) {
    long cutMs = SeedRows.cutMs(beganMs, MAX_FUTURE_MS);
    SortedRows needed = new SortedRows();
    try (var all = served.scan(new byte[] {0}, new byte[] {127})) {
      while (all.next()) {
        if (SeedRows.needs(all.key(), cutMs)) {
          needed.put(all.key(), all.value());
        }
      }
    }
    SortedRows seeded = new SortedRows();
    SeedRows.write(needed, cutMs, beganMs, List.of(SeedRows.countedTo(needed)), LIMITS, seeded);
    return seeded;
  }

  private static void flush(Rollups rollups, SortedRows rows) {
    rollups.write(rows);
    rollups.written();
  }

  private static String describe(Rollups view, String site) {
    StringBuilder text = new StringBuilder();
    text.append(view.site(site)).append(view.quality(site)).append('\n');
    describe(view, site, Level.ALL, 0, text);
    long first = Level.DAY.startOf(START_MS - 21 * DAY_MS, ZoneOffset.UTC);
    for (long day = first; day < START_MS + 40 * DAY_MS; day += DAY_MS) {
      describe(view, site, Level.DAY, day, text);
      for (long hour = day; hour < day + DAY_MS; hour += HOUR_MS) {
        describe(view, site, Level.HOUR, hour, text);
      }
    }
    return text.toString();
  }

  private static void describe(
      Rollups view, String site, Level level, long startMs, StringBuilder text) {
    BucketTotals totals = view.totals(site, level, startMs).orElse(null);
    if (totals == null) {
      return;
    }
    text.append(level).append(startMs).append(' ').append(totals.views()).append(' ');
    text.append(totals.events()).append(' ').append(totals.users().estimate());
    for (Dimension dimension : List.of(Dimension.PATH, Dimension.BROWSER)) {
      var top = view.top(site, level, startMs, dimension, 1_000);
      text.append(top.rows());
      if (level == Level.DAY || level == Level.ALL) {
        top.rows()
            .forEach(
                row ->
                    text.append(
                        users(
                            view.value(site, level, startMs, dimension, row.value())
                                .orElse(null))));
      }
    }
    text.append('\n');
  }

  private static String users(@Nullable ValueTotals value) {
    return value == null ? "-" : Map.of(value.views(), value.users().estimate()).toString();
  }
}
