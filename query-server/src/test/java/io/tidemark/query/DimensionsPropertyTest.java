package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Utf8Order;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Breakdowns, a page's history and reports over real HTTP against counting the events one by one,
 * with top tables so short that look-ups matter.
 */
class DimensionsPropertyTest {
  private static final Instant NOW = TestServer.NOW;
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final String SITE = "b.example";
  private static final List<String> PATHS =
      List.of("/", "/a", "/b", "/é", "/\uD83D\uDC22", "/\uFFFD");

  private static TestServer server;

  @BeforeContainer
  static void start() {
    server = new TestServer();
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  /** What a row says, as one text. */
  private record Row(String value, long views, long users) {}

  @Property(tries = 100)
  void breakdown_anyDimensionAndDays_countsValuesAndTheirUsers(
      @ForAll("events") List<Seen> events,
      @ForAll("dimensions") Dimension dimension,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      @ForAll @IntRange(min = 1, max = 4) int tableRows,
      @ForAll @IntRange(max = 6) int startDaysAgo,
      @ForAll @IntRange(max = 6) int days) {
    LocalDate start = TODAY.minusDays(startDaysAgo);
    LocalDate end = start.plusDays(days);

    JsonNode answer =
        ask(
            events,
            Math.max(limit, tableRows),
            "/stats/breakdown?site_id=%s&dimension=%s&limit=%d&start_date=%s&end_date=%s"
                .formatted(SITE, dimension.key(), limit, start, end));

    List<Row> answered = rows(answer);
    if (answer.has("top_error")) { // a value that no table lists may be among the top
      List<Row> all = top(onDays(events, start, end), dimension, 1000);
      long error = answer.path("top_error").asLong();
      for (Row row : answered) {
        Row right =
            all.stream().filter(one -> one.value.equals(row.value)).findFirst().orElseThrow();
        assertThat(right.views - row.views).isBetween(0L, error);
        assertThat(row.users).isEqualTo(right.users);
      }
    } else {
      assertThat(answered).isEqualTo(top(onDays(events, start, end), dimension, limit));
    }
    assertThat(answer.path("dimension").asText()).isEqualTo(dimension.key());
    assertThat(answer.path("start_date").asText()).isEqualTo(start.toString());
  }

  @Property(tries = 60)
  void breakdown_allTimeOrOneDay_countsValuesAndTheirUsers(
      @ForAll("events") List<Seen> events,
      @ForAll("dimensions") Dimension dimension,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      @ForAll @IntRange(min = -1, max = 6) int daysAgo) {
    LocalDate date = TODAY.minusDays(daysAgo);
    boolean isDay = daysAgo >= 0;

    JsonNode answer =
        ask(
            events,
            limit,
            "/stats/breakdown?site_id=%s&dimension=%s&limit=%d%s"
                .formatted(SITE, dimension.key(), limit, isDay ? "&date=" + date : ""));

    List<Seen> right = isDay ? onDays(events, date, date) : ofSite(events);
    assertThat(rows(answer)).isEqualTo(top(right, dimension, limit));
    assertThat(answer.has("date")).isEqualTo(isDay);
  }

  @Property(tries = 60)
  void stats_groupBy_addsTheBreakdownAndChangesNothingElse(
      @ForAll("events") List<Seen> events,
      @ForAll("dimensions") Dimension dimension,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      @ForAll("periods") String period) {
    String request = "/stats?site_id=" + SITE + "&limit=" + limit + period;
    JsonNode plain = ask(events, 1000, request);

    JsonNode grouped = ask(events, 1000, request + "&groupBy=" + dimension.key());

    LocalDate first = period.isEmpty() ? LocalDate.EPOCH : TODAY.minusDays(3);
    LocalDate last = period.contains("date") ? first : TODAY.minusDays(period.isEmpty() ? -1 : 1);
    assertThat(rows(grouped)).isEqualTo(top(onDays(events, first, last), dimension, limit));
    for (var field : plain.properties()) {
      assertThat(grouped.get(field.getKey())).isEqualTo(field.getValue());
    }
  }

  @Property(tries = 100)
  void range_ofAPath_countsItsViewsAndUsers(
      @ForAll("events") List<Seen> events,
      @ForAll("paths") String path,
      @ForAll @IntRange(max = 6) int startDaysAgo,
      @ForAll @IntRange(max = 6) int days,
      @ForAll("intervals") String interval) {
    LocalDate start = TODAY.minusDays(startDaysAgo);
    LocalDate end = start.plusDays(days);

    JsonNode answer =
        ask(
            events,
            2,
            "/stats/range?site_id=%s&start_date=%s&end_date=%s&interval=%s&path=%s"
                .formatted(SITE, start, end, interval, TestServer.encoded(path)));

    List<Seen> right = of(path, onDays(events, start, end));
    assertViewsAndUsers(answer, right);
    assertThat(answer.has("top_paths")).isFalse();
    assertThat(answer.path("daily")).hasSize(days + 1);
    for (int i = 0; i <= days; i++) {
      LocalDate date = start.plusDays(i);
      assertViewsAndUsers(answer.path("daily").path(i), of(path, onDays(events, date, date)));
    }
    long sum = 0;
    for (JsonNode point : answer.path("series")) {
      sum += point.path("total_views").asLong();
      if (interval.equals("hour")) {
        Instant hour = Instant.parse(point.path("start").asText());
        assertThat(point.path("total_views").asLong())
            .isEqualTo(views(during(right, hour, hour.plus(Duration.ofHours(1)))));
      }
    }
    assertThat(sum).isEqualTo(interval.equals("day") ? 0 : views(right));
  }

  @Property(tries = 150)
  void report_anyMoment_countsThe24HoursUpToIt(
      @ForAll("events") List<Seen> events,
      @ForAll("paths") String path,
      @ForAll @IntRange(min = -60, max = 9000) int minutesAgo,
      @ForAll boolean descending,
      @ForAll boolean asEpochMs,
      @ForAll @IntRange(min = 1, max = 30) int take) {
    Instant now = NOW.minus(Duration.ofMinutes(minutesAgo));

    JsonNode answer =
        ask(
            events,
            2,
            "/report?page=%s&now=%s&order=%s&take=%d"
                .formatted(
                    TestServer.encoded(SITE + path),
                    asEpochMs ? now.toEpochMilli() : now,
                    descending ? "desc" : "asc",
                    take));

    List<String> right = new ArrayList<>();
    Instant current = now.truncatedTo(ChronoUnit.HOURS);
    for (int hoursAgo = 23; hoursAgo >= 0; hoursAgo--) {
      Instant hour = current.minus(Duration.ofHours(hoursAgo));
      long views = views(of(path, during(events, hour, hour.plus(Duration.ofHours(1)))));
      if (views > 0) {
        right.add(hour.atZone(ZoneOffset.UTC).getHour() + "=" + views);
      }
    }
    if (descending) {
      Collections.reverse(right);
    }
    List<String> answered = new ArrayList<>();
    answer
        .path("data")
        .forEach(row -> answered.add(row.path("h").asInt() + "=" + row.path("v").asLong()));
    assertThat(answered).isEqualTo(right.subList(0, Math.min(take, right.size())));
  }

  private static JsonNode ask(List<Seen> events, int tableRows, String request) {
    server.statistics.events = events;
    server.statistics.tableRows = tableRows;
    return server.json(request);
  }

  private static List<Row> rows(JsonNode answer) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : answer.path("rows")) {
      assertThat(row.has("unique_users_bounds")).isFalse();
      rows.add(
          new Row(
              row.path("value").asText(),
              row.path("views").asLong(-1),
              row.path("unique_users").asLong(-1)));
    }
    return rows;
  }

  private static List<Row> top(List<Seen> events, Dimension dimension, int limit) {
    return events.stream()
        .map(event -> event.value(dimension))
        .filter(Objects::nonNull)
        .distinct()
        .map(
            value -> {
              List<Seen> having =
                  events.stream().filter(event -> value.equals(event.value(dimension))).toList();
              return new Row(value, having.stream().mapToLong(Seen::count).sum(), users(having));
            })
        .sorted(
            Comparator.comparingLong(Row::views)
                .reversed()
                .thenComparing(Row::value, Utf8Order.ASCENDING))
        .limit(limit)
        .toList();
  }

  private static void assertViewsAndUsers(JsonNode answer, List<Seen> events) {
    assertThat(answer.path("total_views").asLong(-1)).isEqualTo(views(events));
    assertThat(answer.path("unique_users").asLong(-1)).isEqualTo(users(events));
  }

  private static long views(List<Seen> events) {
    return events.stream().mapToLong(Seen::views).sum();
  }

  private static long users(List<Seen> events) {
    return events.stream().map(Seen::user).filter(Objects::nonNull).distinct().count();
  }

  private static List<Seen> of(String path, List<Seen> events) {
    return events.stream().filter(event -> path.equals(event.path())).toList();
  }

  private static List<Seen> ofSite(List<Seen> events) {
    return events.stream().filter(event -> event.site().equals(SITE)).toList();
  }

  private static List<Seen> during(List<Seen> events, Instant from, Instant to) {
    return ofSite(events).stream()
        .filter(event -> event.timeMs() >= from.toEpochMilli())
        .filter(event -> event.timeMs() < to.toEpochMilli())
        .toList();
  }

  private static List<Seen> onDays(List<Seen> events, LocalDate first, LocalDate last) {
    return during(
        events,
        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Provide
  Arbitrary<Dimension> dimensions() {
    return Arbitraries.of(Dimension.PATH, Dimension.BROWSER, Dimension.EVENT_TYPE);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(PATHS);
  }

  @Provide
  Arbitrary<String> intervals() {
    return Arbitraries.of("hour", "day", "week", "month");
  }

  /** All time, the day three days ago, and from then to yesterday. */
  @Provide
  Arbitrary<String> periods() {
    return Arbitraries.of(
        "",
        "&date=" + TODAY.minusDays(3),
        "&start=" + TODAY.minusDays(3) + "T00:00:00Z&end=" + TODAY + "T00:00:00Z");
  }

  /** Over the last six days, up to ten minutes ahead. */
  @Provide
  Arbitrary<List<Seen>> events() {
    Arbitrary<Long> times =
        Arbitraries.longs()
            .between(
                NOW.minus(Duration.ofDays(6)).toEpochMilli(),
                NOW.plus(Duration.ofMinutes(10)).toEpochMilli());
    return Combinators.combine(
            Arbitraries.of("a", SITE),
            Arbitraries.of(PATHS).injectNull(0.2),
            Arbitraries.of("u1", "u2", "u3", "u4").injectNull(0.1),
            times,
            Arbitraries.integers().between(1, 3),
            Arbitraries.of("Firefox", "Chrome", "Safari", "Żółw").injectNull(0.1))
        .as(Seen::new)
        .list()
        .ofMaxSize(40);
  }
}
