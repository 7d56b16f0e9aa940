package io.tidemark.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.query.parse.BadQueryException;
import io.tidemark.query.parse.Interval;
import io.tidemark.query.parse.Period;
import io.tidemark.query.parse.Query;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final Moment MOMENT =
      new Moment(Instant.parse("2025-11-12T10:20:30Z"), ZoneOffset.UTC);

  private final Planner planner =
      new Planner(
          level ->
              switch (level) {
                case MINUTE -> Duration.ofHours(1);
                case HOUR -> Duration.ofDays(90);
                case DAY, ALL -> Duration.ofMillis(Long.MAX_VALUE);
              },
          Set.of(Dimension.PATH, Dimension.OS));

  @Test
  void between_wholeDays_needsNoHours() {
    Plan.SiteRead plan =
        planner.between(between("2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z"), MOMENT);

    assertThat(plan.slices().get(0).runs())
        .containsExactly(
            new Run(Level.DAY, ms("2020-01-01T00:00:00Z"), ms("2020-02-01T00:00:00Z")));
  }

  @Test
  void between_hoursBeyondRetention_namesTheEarliest() {
    assertThatExceptionOfType(BadQueryException.class)
        .isThrownBy(
            () -> planner.between(between("2025-08-14T10:00:00Z", "2025-10-01T00:00:00Z"), MOMENT))
        .withMessageContaining("earliest kept is 2025-08-14T11:00:00Z")
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("beyond_retention"))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo("start"));
  }

  @Test
  void between_earliestKeptHour_isTaken() {
    Plan.SiteRead plan =
        planner.between(between("2025-08-14T11:00:00Z", "2025-08-14T12:00:00Z"), MOMENT);

    assertThat(plan.slices().get(0).runs()).hasSize(1);
  }

  @Test
  void between_farFuture_readsNothingThere() {
    Plan.SiteRead plan =
        planner.between(between("2025-11-12T00:00:00Z", "9999-12-31T23:59:59Z"), MOMENT);

    List<Run> runs = plan.slices().get(0).runs();
    assertThat(runs.get(runs.size() - 1).toMs()).isLessThan(ms("2025-11-13T00:00:00Z"));
  }

  @Test
  void between_emptyWindow_readsNothing() {
    Plan.SiteRead plan =
        planner.between(between("2025-11-12T09:00:00Z", "2025-11-12T09:00:00Z"), MOMENT);

    assertThat(plan.slices().get(0).runs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2025-08-14, true", "2025-08-15, false"})
  void range_hoursBeyondRetention_isRefused(LocalDate start, boolean refused) {
    Query.Range query =
        new Query.Range("s", new Period.Days(start, LocalDate.of(2025, 11, 1)), Interval.HOUR, 10);

    if (refused) {
      assertThatExceptionOfType(BadQueryException.class)
          .isThrownBy(() -> planner.range(query, MOMENT))
          .satisfies(e -> assertThat(e.code()).isEqualTo("beyond_retention"));
    } else {
      assertThat(planner.range(query, MOMENT).slices()).hasSize(2);
    }
  }

  @Test
  void breakdown_dimensionNotKept_namesTheSetting() {
    Query.Breakdown query = new Query.Breakdown("s", Dimension.USER_ID, new Period.Ever(), 10);

    assertThatExceptionOfType(BadQueryException.class)
        .isThrownBy(() -> planner.breakdown(query, MOMENT))
        .withMessageContaining("TIDEMARK_DIMENSIONS")
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("dimension_not_kept"))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo("dimension"));
  }

  @ParameterizedTest
  @CsvSource({
    "OS, 2025-11-12T00:00:00Z, false",
    "OS, 2025-11-12T01:00:00Z, true",
    "PATH, 2025-11-12T01:00:00Z, false"
  })
  void between_groupedByWhatHoursDoNotHave_isRefused(
      Dimension groupBy, Instant end, boolean refused) {
    Query.Between query =
        new Query.Between("s", Instant.parse("2025-11-10T00:00:00Z"), end, 10, groupBy);

    if (refused) {
      assertThatExceptionOfType(BadQueryException.class)
          .isThrownBy(() -> planner.between(query, MOMENT))
          .satisfies(e -> assertThat(e.code()).isEqualTo("whole_days_needed"));
    } else {
      assertThat(planner.between(query, MOMENT).slices().get(0).tops()).hasSize(2);
    }
  }

  @Test
  void report_hoursBeyondRetention_isRefused() {
    assertThat(planner.report(report("2025-08-15T10:00:00Z"), MOMENT).runs())
        .containsExactly(
            new Run(Level.HOUR, ms("2025-08-14T11:00:00Z"), ms("2025-08-15T11:00:00Z")));
    for (String now : List.of("2025-08-15T09:59:59Z", "1970-01-01T00:00:00Z")) {
      assertThatExceptionOfType(BadQueryException.class)
          .isThrownBy(() -> planner.report(report(now), MOMENT))
          .satisfies(e -> assertThat(e.code()).isEqualTo("beyond_retention"))
          .satisfies(e -> assertThat(e.field()).isEqualTo("now"));
    }
  }

  private static Query.Report report(String now) {
    return new Query.Report("s", "/", Instant.parse(now), false, 1000);
  }

  @Test
  void realtime_minutesBeyondRetention_isRefused() {
    assertThat(planner.realtime(new Query.Realtime("s", 60, 10), MOMENT).slices()).hasSize(1);
    assertThatExceptionOfType(BadQueryException.class)
        .isThrownBy(() -> planner.realtime(new Query.Realtime("s", 62, 10), MOMENT))
        .satisfies(e -> assertThat(e.field()).isEqualTo("minutes"));
  }

  private static Query.Between between(String start, String end) {
    return new Query.Between("s", Instant.parse(start), Instant.parse(end), 10, null);
  }

  private static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
