package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.SortedRows;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final long NOW_MS = 1_700_000_000_000L;

  private final SortedRows rows = new SortedRows();
  private final SeenEvents seen = new SeenEvents(rows, WINDOW);

  @Test
  void id_withinTheWindow_isSeenBefore_andAfterItIsNot() {
    assertThat(seen.seenBefore("s", "1", NOW_MS)).isFalse();
    assertThat(seen.seenBefore("s", "1", NOW_MS + WINDOW.toMillis() - 1_000)).isTrue();
    assertThat(seen.seenBefore("s", "1", NOW_MS + WINDOW.toMillis())).isFalse();
  }

  @Test
  void id_ofAnotherSite_isAnotherId() {
    assertThat(seen.seenBefore("s", "1", NOW_MS)).isFalse();
    assertThat(seen.seenBefore("t", "1", NOW_MS)).isFalse();
    assertThat(seen.seenBefore("s1", "", NOW_MS)).isFalse();
  }

  @Property(tries = 30)
  void ids_acrossFlushesAndRestarts_equalAMap(@ForAll long seed) {
    Random random = new Random(seed);
    SortedRows stored = new SortedRows();
    SeenEvents ids = new SeenEvents(stored, WINDOW);
    Map<String, Long> truth = new HashMap<>();
    long nowMs = NOW_MS;
    for (int i = 0; i < 3_000; i++) {
      nowMs += random.nextInt(120) * 1_000L;
      String id = "id-" + random.nextInt(600);
      Long before = truth.get(id);
      boolean expected = before != null && nowMs - before < WINDOW.toMillis();
      assertThat(ids.seenBefore("site", id, nowMs)).isEqualTo(expected);
      if (!expected) {
        truth.put(id, nowMs);
      }
      if (random.nextInt(50) == 0) {
        flush(ids, stored);
      }
      if (random.nextInt(500) == 0) {
        flush(ids, stored);
        ids = new SeenEvents(stored, WINDOW);
      }
    }
  }

  @Test
  void rows_throughManyWindows_stayBelowTwoWindows() {
    int perHour = 200;
    int largest = 0;
    for (int hour = 0; hour < 24 * 20; hour++) {
      for (int i = 0; i < perHour; i++) {
        seen.seenBefore("s", hour + "-" + i, NOW_MS + hour * 3_600_000L);
      }
      flush(seen, rows);
      largest = Math.max(largest, rows.size());
    }
    assertThat(largest).isLessThan(2 * 24 * perHour);
  }

  private static void flush(SeenEvents ids, SortedRows rows) {
    ids.write(rows);
    ids.written();
  }
}
