package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.SortedRows;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ids beside a map, with segments small enough to be sealed, merged and dropped often. */
class SeenEventsPropertyTest {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final long NOW_MS = 1_700_000_000_000L;

  @Property(tries = 60)
  void ids_acrossFlushesSegmentsAndRestarts_equalAMap(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 400) int idsInMemory,
      @ForAll @IntRange(min = 0, max = 2_000) int filterBytes,
      @ForAll @IntRange(min = 1, max = 40) int idsPerStep,
      @ForAll @IntRange(min = 1, max = 3_000) int msBetween) {
    SeenLimits limits = new SeenLimits(idsInMemory, filterBytes, 16, 8, idsPerStep);
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    SeenEvents ids = new SeenEvents(rows, WINDOW, limits);
    Map<String, Long> truth = new HashMap<>();
    long nowMs = NOW_MS;
    for (int i = 0; i < 8_000; i++) {
      nowMs += random.nextInt(2 * msBetween);
      long arrivalMs = nowMs - (random.nextInt(10) == 0 ? random.nextInt(60_000) : 0);
      String id = random.nextInt(4) == 0 ? "again-" + random.nextInt(2_000) : "new-" + i;
      assertThat(ids.seenBefore("site", id, arrivalMs)).isEqualTo(isBefore(truth, id, arrivalMs));
      if (random.nextInt(30) == 0) {
        flush(ids, rows);
      }
      if (random.nextInt(800) == 0) {
        flush(ids, rows);
        ids = new SeenEvents(rows, WINDOW, limits);
      }
    }
  }

  @Property(tries = 20)
  void ids_ofAFlushThatWasLost_areNotSeen_andAllOthersAre(@ForAll long seed) {
    SeenLimits limits = new SeenLimits(100, 1_000, 16, 8, 20);
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    SeenEvents ids = new SeenEvents(rows, WINDOW, limits);
    Map<String, Long> truth = new HashMap<>();
    Map<String, Long> written = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      String id = "id-" + random.nextInt(3_000);
      long arrivalMs = NOW_MS + i * 1_500L;
      assertThat(ids.seenBefore("site", id, arrivalMs)).isEqualTo(isBefore(truth, id, arrivalMs));
      if (random.nextInt(20) == 0) {
        flush(ids, rows);
        written = new HashMap<>(truth);
      }
      if (random.nextInt(300) == 0) {
        ids.write(new SortedRows());
        ids = new SeenEvents(rows, WINDOW, limits);
        truth = new HashMap<>(written);
      }
    }
  }

  private static boolean isBefore(Map<String, Long> truth, String id, long arrivalMs) {
    Long before = truth.get(id);
    boolean seen = before != null && arrivalMs / 1_000 - before / 1_000 < WINDOW.toSeconds();
    if (!seen) {
      truth.put(id, arrivalMs);
    }
    return seen;
  }

  private static void flush(SeenEvents ids, SortedRows rows) {
    ids.write(rows);
    ids.written();
  }
}
