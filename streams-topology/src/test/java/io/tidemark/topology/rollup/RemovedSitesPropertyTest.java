package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RemovedSitesPropertyTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long DAY_MS = 86_400_000L;
  private static final List<String> SITES = List.of("a", "a1", "b");

  private SortedRows rows = new SortedRows();
  private Rollups rollups = rollups(rows);

  /** Whatever is counted, removed, flushed and restarted in whatever order. */
  @Property(tries = 60)
  void removal_leavesWhatAFreshCountOfTheRestWouldGive(@ForAll long seed) {
    rows = new SortedRows();
    rollups = rollups(rows);
    Random random = new Random(seed);
    SortedRows expectedRows = new SortedRows();
    Rollups expected = rollups(expectedRows);
    int steps = 200;
    int[] removedAt = {-1, -1, -1};
    for (int step = 0; step < steps; step++) {
      int choice = random.nextInt(40);
      if (choice == 0) {
        int site = random.nextInt(SITES.size());
        removedAt[site] = step;
        rollups.remove(SITES.get(site), NOW_MS + step);
      } else if (choice < 4) {
        flush();
      } else if (choice == 4) {
        flush();
        rollups = rollups(rows);
      } else {
        add(rollups, seed, step);
      }
    }
    // The same choices again, counting only what no later removal forgot.
    random = new Random(seed);
    for (int step = 0; step < steps; step++) {
      int choice = random.nextInt(40);
      if (choice == 0) {
        random.nextInt(SITES.size());
      } else if (choice > 4 && step > removedAt[siteOf(seed, step)]) {
        add(expected, seed, step);
      }
    }
    purge();
    expected.write(expectedRows);
    expected.written();

    assertThat(rollups.sites()).containsExactlyInAnyOrderElementsOf(expected.sites());
    int removals = 0;
    for (int site = 0; site < SITES.size(); site++) {
      removals += removedAt[site] < 0 ? 0 : 1;
      assertThat(describe(rollups, SITES.get(site))).isEqualTo(describe(expected, SITES.get(site)));
    }
    assertThat(describe(rollups(rows), "a")).isEqualTo(describe(expected, "a"));
    assertThat(rows.size()).isEqualTo(expectedRows.size() + removals);
  }

  @Test
  void rowsOfALargeSite_areDeletedInBoundedSteps_alsoAcrossRestarts() {
    for (int i = 0; i < 3 * Purge.STEP_ROWS; i++) {
      rollups.add(EventBytes.of(Events.view("big", "/" + i, "u" + i, NOW_MS)), NOW_MS);
    }
    rollups.add(EventBytes.of(Events.view("small", "/", "u", NOW_MS)), NOW_MS);
    flush();
    rollups.remove("big", NOW_MS);
    int before = rows.size();
    flush();
    assertThat(before - rows.size()).isPositive().isLessThanOrEqualTo(Purge.STEP_ROWS + 1);
    rollups.add(EventBytes.of(Events.view("big", "/7", "u", NOW_MS)), NOW_MS + 1);
    flush();
    rollups = rollups(rows);
    assertThat(rollups.isPurging()).isTrue();
    assertThat(rollups.totals("big", Level.ALL, 0).orElseThrow().views()).isEqualTo(1);

    purge();

    assertThat(rollups.totals("big", Level.ALL, 0).orElseThrow().views()).isEqualTo(1);
    assertThat(rollups.totals("small", Level.ALL, 0).orElseThrow().views()).isEqualTo(1);
    assertThat(rows.size()).isLessThan(20);
  }

  private void purge() {
    flush();
    while (rollups.isPurging()) {
      flush();
    }
  }

  private void flush() {
    rollups.write(rows);
    rollups.written();
  }

  private static int siteOf(long seed, int step) {
    return new Random(seed * 31 + step).nextInt(SITES.size());
  }

  private static void add(Rollups to, long seed, int step) {
    Random event = new Random(seed * 31 + step);
    String site = SITES.get(event.nextInt(SITES.size()));
    String path = "/" + event.nextInt(5);
    String user = "u" + event.nextInt(9);
    long timeMs = NOW_MS - event.nextInt(200) * (DAY_MS / 2);
    to.add(EventBytes.of(Events.view(site, path, user, timeMs)), NOW_MS + step);
  }

  private static String describe(Rollups view, String site) {
    StringBuilder text = new StringBuilder();
    text.append(view.site(site)).append(view.quality(site));
    text.append(view.top(site, Level.ALL, 0, Dimension.PATH, 10));
    view.totals(site, Level.ALL, 0)
        .ifPresent(t -> text.append(t.views()).append(' ').append(t.users().estimate()));
    for (int half = 0; half < 200; half++) {
      long startMs = Level.DAY.startOf(NOW_MS - half * (DAY_MS / 2), java.time.ZoneOffset.UTC);
      view.totals(site, Level.DAY, startMs)
          .ifPresent(t -> text.append('/').append(t.views()).append(t.users().estimate()));
      text.append(view.top(site, Level.DAY, startMs, Dimension.PATH, 10));
    }
    return text.toString();
  }

  private static Rollups rollups(SortedRows rows) {
    return new Rollups(
        rows,
        new RollupLimits(
            Retention.of(Duration.ofDays(2), Duration.ofDays(90)),
            Caps.DEFAULT,
            Set.of(Dimension.PATH),
            10,
            100_000));
  }
}
