package io.tidemark.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTest {
  private final QueryParser parser = new QueryParser("home");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                      | missing_parameter      | site_id",
        "site_id=                              | invalid_site_id        | site_id",
        "site=a                                | unknown_parameter      | site",
        "site_id=a&dat=2025-01-01              | unknown_parameter      | dat",
        "site_id=a&site_id=a                   | repeated_parameter     | site_id",
        "site_id=a&siteId=b                    | repeated_parameter     | site_id",
        "site_id=%                             | invalid_query          |",
        "site_id=%4                            | invalid_query          |",
        "site_id=%zz                           | invalid_query          |",
        "site_id=%FF%FE                        | invalid_query          |",
        "site_id=%ED%A0%80                     | invalid_query          |",
        "site_id=a&date=                       | invalid_date           | date",
        "site_id=a&date=yesterday              | invalid_date           | date",
        "site_id=a&date=2025-1-1               | invalid_date           | date",
        "site_id=a&date=2025-02-30             | invalid_date           | date",
        "site_id=a&date=2025-01-01T00:00       | invalid_date           | date",
        "site_id=a&date=%2B12025-01-01         | invalid_date           | date",
        "site_id=a&date=-2025-01-01            | invalid_date           | date",
        "site_id=a&date=٢٠٢٥-01-01             | invalid_query          |",
        "site_id=a&date=2025-01-01&start=2025-01-01T00:00:00Z | conflicting_parameters | date",
        "site_id=a&start=2025-01-01            | invalid_start          | start",
        "site_id=a&start=2025-01-01T00:00:00   | invalid_start          | start",
        "site_id=a&start=2025-01-01T00:00:00+02:00 | invalid_start      | start",
        "site_id=a&start=1969-12-31T23:59:59Z  | invalid_start          | start",
        "site_id=a&start=%2B10000-01-01T00:00:00Z | invalid_start       | start",
        "site_id=a&end=2025-06-30T23:59:60Z    | invalid_end            | end",
        "site_id=a&start=2025-01-02T00:00:00Z&end=2025-01-01T00:00:00Z | start_after_end | start",
        "site_id=a&limit=0                     | invalid_limit          | limit",
        "site_id=a&limit=1001                  | invalid_limit          | limit",
        "site_id=a&limit=-1                    | invalid_limit          | limit",
        "site_id=a&limit=1e2                   | invalid_limit          | limit",
        "site_id=a&limit=99999999999999999999  | invalid_limit          | limit",
        "site_id=a&limit                       | invalid_limit          | limit"
      })
  void stats_hostileQuery_isRefused(@Nullable String raw, String code, @Nullable String field) {
    assertRefused(() -> parser.stats(raw), code, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "site_id=a                                                  | missing_parameter | start_date",
        "site_id=a&start_date=2025-01-01                            | missing_parameter | end_date",
        "site_id=a&start_date=2025-01-02&end_date=2025-01-01        | start_after_end   | start_date",
        "site_id=a&start_date=2024-01-01&end_date=2025-01-01        | range_too_long    | start_date",
        "site_id=a&start_date=0000-01-01&end_date=9999-12-31        | range_too_long    | start_date",
        "site_id=a&start_date=2025-01-01&end_date=2025-01-01&interval=year | invalid_interval | interval"
      })
  void range_hostileQuery_isRefused(String raw, String code, String field) {
    assertRefused(() -> parser.range(raw), code, field);
  }

  @ParameterizedTest
  @CsvSource({"0", "184", "seven"})
  void trending_daysOutOfRange_isRefused(String days) {
    assertRefused(() -> parser.trending("site_id=a&days=" + days), "invalid_days", "days");
  }

  @ParameterizedTest
  @CsvSource({"0", "1441"})
  void realtime_minutesOutOfRange_isRefused(String minutes) {
    assertRefused(
        () -> parser.realtime("site_id=a&minutes=" + minutes), "invalid_minutes", "minutes");
  }

  @Test
  void sites_limitOutOfRange_isRefused() {
    assertRefused(() -> parser.sites("limit=10001"), "invalid_limit", "limit");
  }

  @Test
  void stats_siteIdTooLong_isRefused() {
    assertThat(parser.stats("site_id=" + "a".repeat(255))).isInstanceOf(Query.AllTime.class);
    assertRefused(() -> parser.stats("site_id=" + "a".repeat(256)), "invalid_site_id", "site_id");
  }

  @Test
  void stats_longUnknownName_isNotEchoedWhole() {
    BadQueryException refused =
        catchThrowableOfType(BadQueryException.class, () -> parser.stats("x".repeat(5000) + "=1"));

    assertThat(refused.text()).hasSizeLessThan(200);
  }

  @Test
  void stats_plusInOffset_hintsAtEncoding() {
    BadQueryException refused =
        catchThrowableOfType(
            BadQueryException.class,
            () -> parser.stats("site_id=a&start=2025-01-01T00:00:00+02:00"));

    assertThat(refused.text()).contains("%2B");
  }

  @Test
  void stats_encodedValues_areDecoded() {
    assertThat(parser.stats("site_id=%C5%BC%C3%B3%C5%82w+1&limit=5"))
        .isEqualTo(new Query.AllTime("żółw 1", 5, null));
    assertThat(parser.stats("site_id=a&start=2025-01-01T02:00:00%2B02:00"))
        .isEqualTo(new Query.Between("a", Instant.parse("2025-01-01T00:00:00Z"), null, 10, null));
  }

  @Test
  void range_longest_isTaken() {
    assertThat(parser.range("site_id=a&start_date=2024-01-01&end_date=2024-12-31"))
        .isEqualTo(
            new Query.Range(
                "a",
                new Period.Days(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)),
                Interval.DAY,
                10));
  }

  private static void assertRefused(Runnable parse, String code, @Nullable String field) {
    BadQueryException refused = catchThrowableOfType(BadQueryException.class, parse::run);

    assertThat(refused).as("no refusal").isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.text()).isNotBlank();
  }
}
