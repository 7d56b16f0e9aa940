package io.tidemark.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.parse.Query;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class PlannerPropertyTest {
  private static final Instant NOW = Instant.parse("2025-11-12T10:20:30Z");

  /** The runs follow each other without a gap, days in the middle, hours at the edges. */
  @Property
  void between_anyWindowAndZone_isTiledExactly(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 0, max = 60 * 24 * 400) long startMinutesAgo,
      @ForAll @LongRange(min = 0, max = 60 * 24 * 400) long minutes) {
    Instant start = NOW.minus(Duration.ofMinutes(startMinutesAgo));
    Query.Between query =
        new Query.Between("s", start, min(NOW, start.plus(Duration.ofMinutes(minutes))), 10, null);
    Moment moment = new Moment(NOW, zone);

    HourWindow window = HourWindow.of(query, moment);
    List<Run> runs = window.runs(moment);

    long at = window.startMs() == null ? 0 : window.startMs();
    assertThat(at).isLessThanOrEqualTo(start.toEpochMilli());
    for (Run run : runs) {
      assertThat(run.fromMs()).isEqualTo(at);
      for (long bucket : Buckets.starts(run, zone)) {
        assertThat(run.level().startOf(bucket, zone)).isEqualTo(bucket);
        at = Buckets.next(run.level(), bucket, zone);
      }
      assertThat(at).isEqualTo(run.toMs());
    }
    assertThat(at).isEqualTo(window.endMs());
    long hours =
        runs.stream()
            .filter(run -> run.level() == Level.HOUR)
            .mapToLong(run -> Buckets.starts(run, zone).size())
            .sum();
    assertThat(hours).isLessThanOrEqualTo(2 * 25);
  }

  @Property
  void starts_clipped_areThoseThatCanHoldAnEvent(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 0, max = 100_000_000_000L) long oldestMs,
      @ForAll @LongRange(min = 0, max = 400_000_000L) long spanMs) {
    Moment moment = new Moment(NOW, zone);
    Run run =
        new Run(
            Level.DAY,
            moment.startOf(Level.DAY, Instant.EPOCH),
            moment.startOf(Level.DAY, Instant.ofEpochMilli(110_000_000_000L)));

    List<Long> starts = Buckets.starts(run, oldestMs, oldestMs + spanMs, zone);

    assertThat(starts)
        .isEqualTo(
            Buckets.starts(run, zone).stream()
                .filter(day -> Buckets.next(Level.DAY, day, zone) > oldestMs)
                .filter(day -> day <= oldestMs + spanMs)
                .toList());
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of("Z", "+05:45", "-03:30", "Europe/Warsaw", "America/New_York")
        .map(ZoneId::of);
  }
}
