package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.SortedRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** However a site's minutes are put together into rows, each tells what was counted in it. */
class MinuteRowsPropertyTest {
  private static final byte[] SITE = "site".getBytes(StandardCharsets.UTF_8);
  private static final long MINUTE_MS = 60_000L;
  private static final int NO_CAP = Integer.MAX_VALUE;

  @Property(tries = 300)
  void rows_ofMinutesThatComeInAnyOrder_tellWhatWasCounted(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int minutesPerFlush,
      @ForAll @IntRange(min = 0, max = 9) int lateOfTen) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    MinuteRows minuteRows = new MinuteRows(SITE, -1);
    Map<Long, Long> naive = new HashMap<>();
    long newest = -1;
    for (int flush = 0; flush < 12; flush++) {
      Map<Long, MinuteBucket> touched = new TreeMap<>();
      List<MinuteBucket> inOrder = new ArrayList<>();
      for (int i = random.nextInt(3 * minutesPerFlush); i >= 0; i--) {
        boolean late = newest > 0 && random.nextInt(10) < lateOfTen;
        newest = late || random.nextInt(3) > 0 ? Math.max(newest, 0) : newest + 1;
        long startMs = (late ? random.nextLong(newest + 1) : newest) * MINUTE_MS;
        MinuteBucket minute = touched.get(startMs);
        if (minute == null) {
          minute = MinuteBucket.load(rows, SITE, startMs, NO_CAP);
          touched.put(startMs, minute);
          inOrder.add(minute);
        }
        minute.totals.views++;
        naive.merge(startMs, 1L, Long::sum);
      }
      MinuteBucket goingOn = random.nextBoolean() ? touched.get(newest * MINUTE_MS) : null;
      minuteRows.write(rows, inOrder, goingOn);
      if (random.nextInt(4) == 0) { // the site left memory, and came back
        minuteRows = new MinuteRows(SITE, newest * MINUTE_MS);
      }
      for (long at = 0; at <= newest; at++) {
        assertThat(MinuteBucket.load(rows, SITE, at * MINUTE_MS, NO_CAP).totals.views)
            .as("minute %d after flush %d", at, flush)
            .isEqualTo(naive.getOrDefault(at * MINUTE_MS, 0L));
      }
    }
  }

  @Test
  void rows_ofHundredNewMinutes_areTen() {
    SortedRows rows = new SortedRows();
    List<MinuteBucket> minutes = new ArrayList<>();
    for (int at = 0; at < 100; at++) {
      minutes.add(MinuteBucket.empty(SITE, at * MINUTE_MS, NO_CAP));
    }

    new MinuteRows(SITE, -1).write(rows, minutes, null);

    assertThat(rows.size()).isEqualTo(10);
  }

  @Test
  void minute_thatGoesOn_hasItsOwnRow() {
    SortedRows rows = new SortedRows();
    MinuteBucket before = MinuteBucket.empty(SITE, 0, NO_CAP);
    MinuteBucket going = MinuteBucket.empty(SITE, MINUTE_MS, NO_CAP);

    new MinuteRows(SITE, -1).write(rows, List.of(before, going), going);

    assertThat(rows.get(RowKeys.tenMinutes(SITE, 0))).isNull();
    assertThat(rows.size()).isEqualTo(2);
  }
}
