package io.tidemark.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.schemas.event.Dimension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
        "site_id=a&groupBy=                    | invalid_group_by       | group_by",
        "site_id=a&groupBy=colour              | invalid_group_by       | group_by",
        "site_id=a&groupBy=os&group_by=os      | repeated_parameter     | group_by",
        "site_id=a&naming=                     | invalid_naming         | naming",
        "site_id=a&naming=camel&naming=camel   | repeated_parameter     | naming",
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
  @CsvSource(
      delimiter = '|',
      value = {
        "dimension=os                                    | missing_parameter      | site_id",
        "site_id=a                                       | missing_parameter      | dimension",
        "site_id=a&dimension=                            | invalid_dimension      | dimension",
        "site_id=a&dimension=colour                      | invalid_dimension      | dimension",
        "site_id=a&dimension=OS                          | invalid_dimension      | dimension",
        "site_id=a&dimension=os&date=x                   | invalid_date           | date",
        "site_id=a&dimension=os&limit=1001               | invalid_limit          | limit",
        "site_id=a&dimension=os&start_date=2025-01-01    | missing_parameter      | end_date",
        "site_id=a&dimension=os&end_date=2025-01-01      | missing_parameter      | start_date",
        "site_id=a&dimension=os&date=2025-01-01&startDate=2025-01-01 | conflicting_parameters | date",
        "site_id=a&dimension=os&start_date=2025-01-02&end_date=2025-01-01 | start_after_end | start_date",
        "site_id=a&dimension=os&naming=kebab             | invalid_naming         | naming"
      })
  void breakdown_hostileQuery_isRefused(String raw, String code, String field) {
    assertRefused(() -> parser.breakdown(raw), code, field);
  }

  @Test
  void breakdown_unknownDimension_listsTheKnown() {
    BadQueryException refused =
        catchThrowableOfType(
            BadQueryException.class, () -> parser.breakdown("site_id=a&dimension=colour"));

    assertThat(refused.text()).contains("path, referrer, utm_source").contains("event_type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path=       | invalid_path           | path",
        "path=?a     | invalid_path           | path",
        "path=/&limit=5 | conflicting_parameters | limit"
      })
  void range_hostilePath_isRefused(String path, String code, String field) {
    String days = "site_id=a&start_date=2025-01-01&end_date=2025-01-01&";

    assertRefused(() -> parser.range(days + path), code, field);
    assertRefused(() -> parser.range(days + "path=" + "a".repeat(2049)), "invalid_path", "path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                       | missing_parameter | page",
        "page=                  | invalid_page      | page",
        "page=a.b/&site_id=a    | unknown_parameter | site_id",
        "page=a.b/&now=         | invalid_now       | now",
        "page=a.b/&now=today    | invalid_now       | now",
        "page=a.b/&now=-5       | invalid_now       | now",
        "page=a.b/&now=999999999999999 | invalid_now | now",
        "page=a.b/&order=random | invalid_order     | order",
        "page=a.b/&order=       | invalid_order     | order",
        "page=a.b/&take=0       | invalid_take      | take",
        "page=a.b/&take=1.5     | invalid_take      | take"
      })
  void report_hostileQuery_isRefused(@Nullable String raw, String code, String field) {
    assertRefused(() -> parser.report(raw), code, field);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com/pricing, example.com, /pricing",
    "example.com, home, /example.com",
    "example.com/, example.com, /",
    "localhost/a, localhost, /a",
    "localhost:8080/a, localhost:8080, /a",
    "localhosts/a, home, /localhosts/a",
    "/pricing, home, /pricing",
    "pricing, home, /pricing",
    "a/b.c, home, /a/b.c",
    "/a.b/c, home, /a.b/c",
    "a.b/c?d=e#f, a.b, /c",
    "a.b/c%23f, a.b, /c",
    "?x, home, /"
  })
  void report_page_isSplit(String page, String site, String path) {
    assertThat(parser.report("page=" + page))
        .isEqualTo(new Query.Report(site, path, null, false, 1000));
  }

  @Test
  void report_noHostAndNoDefaultSite_namesTheSetting() {
    BadQueryException refused =
        catchThrowableOfType(
            BadQueryException.class, () -> new QueryParser(null).report("page=/pricing"));

    assertThat(refused.code()).isEqualTo("missing_site");
    assertThat(refused.text()).contains("TIDEMARK_DEFAULT_SITE");
  }

  @Test
  void anyRoute_camelCaseNames_areAliases() {
    assertThat(parser.range("siteId=a&startDate=2025-01-01&endDate=2025-01-02&naming=camel"))
        .isEqualTo(parser.range("site_id=a&start_date=2025-01-01&end_date=2025-01-02"));
    assertThat(parser.stats("siteId=a&groupBy=os"))
        .isEqualTo(parser.stats("site_id=a&group_by=os"));
    assertThat(parser.naming("siteId=a&naming=camel")).isEqualTo(Naming.CAMEL);
    assertThat(parser.naming(null)).isEqualTo(Naming.SNAKE);
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

  @Test
  void range_filter_isOneValue() {
    assertThat(parser.range("site_id=a&start_date=2025-11-01&end_date=2025-11-02&filter=os:a:b"))
        .isEqualTo(
            new Query.OneValue(
                "a",
                Dimension.OS,
                "a:b",
                new Period.Days(LocalDate.of(2025, 11, 1), LocalDate.of(2025, 11, 2)),
                Interval.DAY));
    assertThat(
            parser.range("site_id=a&start_date=2025-11-01&end_date=2025-11-02&filter=path:/x%3Fy"))
        .isEqualTo(parser.range("site_id=a&start_date=2025-11-01&end_date=2025-11-02&path=/x"));
  }

  @Test
  void range_badFilter_isRefused() {
    String range = "site_id=a&start_date=2025-11-01&end_date=2025-11-02&filter=";
    for (String filter :
        List.of("os", "os:", "nosuch:x", ":x", "path:?", "os:" + "x".repeat(256))) {
      assertRefused(() -> parser.range(range + filter), "invalid_filter", "filter");
    }
    assertRefused(() -> parser.range(range + "os:x&path=/"), "conflicting_parameters", "filter");
    assertRefused(() -> parser.range(range + "os:x&limit=1"), "conflicting_parameters", "limit");
  }

  @Test
  void range_minutesOfManyDays_isRefused() {
    assertRefused(
        () -> parser.range("site_id=a&start_date=2025-11-01&end_date=2025-11-08&interval=minute"),
        "range_too_long",
        "interval");
  }

  private static void assertRefused(Runnable parse, String code, @Nullable String field) {
    BadQueryException refused = catchThrowableOfType(BadQueryException.class, parse::run);

    assertThat(refused).as("no refusal").isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.text()).isNotBlank();
  }
}
