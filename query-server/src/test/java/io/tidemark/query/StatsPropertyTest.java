package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.topology.view.ValueViews;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * Every route over real HTTP against counting the events one by one, for random events of three
 * sites over twelve days.
 */
class StatsPropertyTest {
  private static final Instant NOW = TestServer.NOW;
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final String SITE = "b";

  private static TestServer server;

  @BeforeContainer
  static void start() {
    server = new TestServer();
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 100)
  void stats_allTime_countsEveryEvent(
      @ForAll("events") List<Seen> events, @ForAll @IntRange(min = 1, max = 5) int limit) {
    JsonNode answer = ask(events, "/stats?site_id=" + SITE + "&limit=" + limit);

    assertStats(answer, ofSite(events), limit);
    assertNewest(answer, ofSite(events));
  }

  @Property(tries = 100)
  void stats_date_countsThatDay(
      @ForAll("events") List<Seen> events, @ForAll @IntRange(min = 0, max = 12) int daysAgo) {
    LocalDate date = TODAY.minusDays(daysAgo);

    JsonNode answer = ask(events, "/stats?site_id=" + SITE + "&date=" + date);

    assertStats(answer, onDays(events, date, date), 10);
  }

  @Property(tries = 200)
  void stats_startAndEnd_countTheWholeHours(
      @ForAll("events") List<Seen> events,
      @ForAll @IntRange(min = 0, max = 18000) int startMinutesAgo,
      @ForAll @IntRange(min = 0, max = 18000) int minutes,
      @ForAll boolean hasStart,
      @ForAll boolean hasEnd) {
    Instant start = NOW.minus(Duration.ofMinutes(startMinutesAgo));
    Instant end = start.plus(Duration.ofMinutes(minutes));
    String request =
        "/stats?site_id="
            + SITE
            + (hasStart ? "&start=" + start : "")
            + (hasEnd ? "&end=" + end : "");

    JsonNode answer = ask(events, request);

    Instant from = hasStart ? start.truncatedTo(ChronoUnit.HOURS) : Instant.EPOCH;
    Instant last = hasEnd ? end : hasStart ? NOW : Instant.MAX;
    Instant to =
        last.equals(Instant.MAX)
            ? last
            : last.plus(Duration.ofMillis(3_599_999)).truncatedTo(ChronoUnit.HOURS);
    assertStats(answer, during(events, from, to), 10);
    assertThat(answer.path("start").asText("")).isEqualTo(hasStart ? from.toString() : "");
  }

  @Property(tries = 100)
  void overview_countsDaysAndAll(@ForAll("events") List<Seen> events) {
    JsonNode answer = ask(events, "/stats/overview?site_id=" + SITE);

    assertViewsAndUsers(answer.path("today"), onDays(events, TODAY, TODAY));
    LocalDate yesterday = TODAY.minusDays(1);
    assertViewsAndUsers(answer.path("yesterday"), onDays(events, yesterday, yesterday));
    assertViewsAndUsers(answer.path("all_time"), ofSite(events));
    assertThat(answer.path("last_7_days")).hasSize(7);
    for (int i = 0; i < 7; i++) {
      LocalDate date = TODAY.minusDays(6 - i);
      JsonNode day = answer.path("last_7_days").path(i);
      assertThat(day.path("date").asText()).isEqualTo(date.toString());
      assertViewsAndUsers(day, onDays(events, date, date));
    }
  }

  @Property(tries = 200)
  void range_anyInterval_countsTheDaysAndTheirSeries(
      @ForAll("events") List<Seen> events,
      @ForAll @IntRange(min = 0, max = 12) int startDaysAgo,
      @ForAll @IntRange(min = 0, max = 12) int days,
      @ForAll("intervals") String interval) {
    LocalDate start = TODAY.minusDays(startDaysAgo);
    LocalDate end = start.plusDays(days);

    JsonNode answer =
        ask(
            events,
            "/stats/range?site_id=%s&start_date=%s&end_date=%s&interval=%s"
                .formatted(SITE, start, end, interval));

    assertStats(answer, onDays(events, start, end), 10);
    assertThat(answer.path("daily")).hasSize(days + 1);
    for (int i = 0; i <= days; i++) {
      JsonNode day = answer.path("daily").path(i);
      assertThat(day.path("date").asText()).isEqualTo(start.plusDays(i).toString());
      assertViewsAndUsers(day, onDays(events, start.plusDays(i), start.plusDays(i)));
    }
    assertThat(answer.has("series")).isEqualTo(!interval.equals("day"));
    if (!interval.equals("day")) {
      assertSeries(answer.path("series"), onDays(events, start, end), start, end, interval);
    }
  }

  /** Groups the hours of the range by a naive key, in order; the first of each names the point. */
  private static void assertSeries(
      JsonNode series, List<Seen> events, LocalDate start, LocalDate end, String interval) {
    Function<Instant, String> key =
        time -> {
          LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
          return switch (interval) {
            case "hour" -> time.truncatedTo(ChronoUnit.HOURS).toString();
            case "week" ->
                date.get(IsoFields.WEEK_BASED_YEAR)
                    + "/"
                    + (100 + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            default -> date.toString().substring(0, 7);
          };
        };
    Map<String, String> starts = new TreeMap<>();
    Instant last = end.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (Instant hour = start.atStartOfDay(ZoneOffset.UTC).toInstant();
        hour.isBefore(last);
        hour = hour.plus(Duration.ofHours(1))) {
      starts.putIfAbsent(
          key.apply(hour),
          interval.equals("hour") ? hour.toString() : hour.toString().substring(0, 10));
    }
    assertThat(series).hasSize(starts.size());
    int i = 0;
    for (Map.Entry<String, String> group : starts.entrySet()) {
      JsonNode point = series.path(i++);
      assertThat(point.path("start").asText()).isEqualTo(group.getValue());
      assertViewsAndUsers(
          point,
          events.stream()
              .filter(
                  event -> key.apply(Instant.ofEpochMilli(event.timeMs())).equals(group.getKey()))
              .toList());
    }
  }

  @Property(tries = 150)
  void trending_anyDays_ranksByGain(
      @ForAll("events") List<Seen> events,
      @ForAll @IntRange(min = 1, max = 7) int days,
      @ForAll @IntRange(min = 1, max = 4) int limit) {
    JsonNode answer =
        ask(events, "/stats/trending?site_id=%s&days=%d&limit=%d".formatted(SITE, days, limit));

    LocalDate first = TODAY.minusDays(days - 1L);
    Map<String, Long> now = byPath(onDays(events, first, TODAY));
    Map<String, Long> before = byPath(onDays(events, first.minusDays(days), first.minusDays(1)));
    List<ValueViews> gains =
        now.keySet().stream()
            .map(path -> new ValueViews(path, now.get(path) - before.getOrDefault(path, 0L)))
            .filter(gain -> gain.views() >= 1)
            .sorted(ValueViews.ORDER)
            .limit(limit)
            .toList();
    List<ValueViews> answered = new ArrayList<>();
    for (JsonNode row : answer.path("trending")) {
      String path = row.path("path").asText();
      answered.add(new ValueViews(path, row.path("gain").asLong()));
      long previous = before.getOrDefault(path, 0L);
      assertThat(row.path("views").asLong()).isEqualTo(now.get(path));
      assertThat(row.path("previous_views").asLong()).isEqualTo(previous);
      assertThat(row.path("growth_percent").isNull()).isEqualTo(previous == 0);
      if (previous > 0) {
        double growth = 100.0 * row.path("gain").asLong() / previous;
        assertThat(row.path("growth_percent").asDouble()).isBetween(growth - 0.051, growth + 0.051);
      }
    }
    assertThat(answered).isEqualTo(gains);
  }

  @Property(tries = 100)
  void realtime_anyMinutes_countsThem(
      @ForAll("recent") List<Seen> events, @ForAll @IntRange(min = 1, max = 40) int minutes) {
    JsonNode answer = ask(events, "/stats/realtime?site_id=%s&minutes=%d".formatted(SITE, minutes));

    Instant end = NOW.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    List<Seen> window = during(events, end.minus(Duration.ofMinutes(minutes)), end);
    assertViewsAndUsers(answer, window);
    assertThat(tops(answer)).isEqualTo(top(window, 10));
    int active = Math.min(5, minutes);
    assertThat(answer.path("active_users").asLong())
        .isEqualTo(users(during(events, end.minus(Duration.ofMinutes(active)), end)));
    assertThat(answer.path("views_per_minute")).hasSize(minutes);
    for (int i = 0; i < minutes; i++) {
      Instant minute = end.minus(Duration.ofMinutes(minutes - i));
      JsonNode point = answer.path("views_per_minute").path(i);
      assertThat(point.path("minute").asText()).isEqualTo(minute.toString());
      assertThat(point.path("views").asLong())
          .isEqualTo(views(during(events, minute, minute.plus(Duration.ofMinutes(1)))));
    }
  }

  @Property(tries = 100)
  void sites_anyEvents_listsAllByViewsToday(
      @ForAll("events") List<Seen> events, @ForAll @IntRange(min = 1, max = 4) int limit) {
    JsonNode answer = ask(events, "/sites?limit=" + limit);

    Map<String, Long> today = new HashMap<>();
    for (Seen event : events) {
      boolean isToday =
          event.timeMs() >= TODAY.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      today.merge(event.site(), isToday && event.path() != null ? event.count() : 0L, Long::sum);
    }
    List<String> right =
        today.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .limit(limit)
            .toList();
    List<String> answered = new ArrayList<>();
    for (JsonNode row : answer.path("sites")) {
      answered.add(row.path("site_id").asText() + "=" + row.path("views_today").asLong());
    }
    assertThat(answered).isEqualTo(right);
  }

  private static JsonNode ask(List<Seen> events, String request) {
    server.statistics.events = events;
    return server.json(request);
  }

  private static void assertStats(JsonNode answer, List<Seen> events, int limit) {
    assertViewsAndUsers(answer, events);
    assertThat(answer.path("total_events").asLong())
        .isEqualTo(events.stream().mapToLong(Seen::count).sum());
    assertThat(tops(answer)).isEqualTo(top(events, limit));
    assertThat(answer.has("top_paths_error")).isFalse();
  }

  private static void assertViewsAndUsers(JsonNode answer, List<Seen> events) {
    assertThat(answer.path("total_views").asLong(-1)).isEqualTo(views(events));
    assertThat(answer.path("unique_users").asLong(-1)).isEqualTo(users(events));
  }

  private static void assertNewest(JsonNode answer, List<Seen> events) {
    JsonNode newest = answer.path("newest_event");
    if (events.isEmpty()) {
      assertThat(newest.isNull()).isTrue();
    } else {
      assertThat(Instant.parse(newest.asText()).toEpochMilli())
          .isEqualTo(events.stream().mapToLong(Seen::timeMs).max().orElseThrow());
    }
  }

  private static List<ValueViews> tops(JsonNode answer) {
    List<ValueViews> rows = new ArrayList<>();
    for (JsonNode row : answer.path("top_paths")) {
      rows.add(new ValueViews(row.path("path").asText(), row.path("views").asLong()));
    }
    return rows;
  }

  private static List<Seen> ofSite(List<Seen> events) {
    return events.stream().filter(event -> event.site().equals(SITE)).toList();
  }

  private static List<Seen> during(List<Seen> events, Instant from, Instant to) {
    return ofSite(events).stream()
        .filter(event -> !Instant.ofEpochMilli(event.timeMs()).isBefore(from))
        .filter(event -> Instant.ofEpochMilli(event.timeMs()).isBefore(to))
        .toList();
  }

  private static List<Seen> onDays(List<Seen> events, LocalDate first, LocalDate last) {
    return during(
        events,
        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static long views(List<Seen> events) {
    return events.stream().filter(event -> event.path() != null).mapToLong(Seen::count).sum();
  }

  private static long users(List<Seen> events) {
    return events.stream().map(Seen::user).filter(Objects::nonNull).distinct().count();
  }

  private static Map<String, Long> byPath(List<Seen> events) {
    return events.stream()
        .filter(event -> event.path() != null)
        .collect(
            Collectors.groupingBy(
                event -> String.valueOf(event.path()), Collectors.summingLong(Seen::count)));
  }

  private static List<ValueViews> top(List<Seen> events, int limit) {
    return byPath(events).entrySet().stream()
        .map(entry -> new ValueViews(entry.getKey(), entry.getValue()))
        .sorted(ValueViews.ORDER)
        .limit(limit)
        .toList();
  }

  @Provide
  Arbitrary<String> intervals() {
    return Arbitraries.of("hour", "day", "week", "month");
  }

  /** Over the last twelve days, up to ten minutes ahead. */
  @Provide
  Arbitrary<List<Seen>> events() {
    return events(Duration.ofDays(12));
  }

  /** Over the last hour, up to ten minutes ahead. */
  @Provide
  Arbitrary<List<Seen>> recent() {
    return events(Duration.ofHours(1));
  }

  private static Arbitrary<List<Seen>> events(Duration age) {
    Arbitrary<Long> times =
        Arbitraries.longs()
            .between(
                NOW.minus(age).toEpochMilli(), NOW.plus(Duration.ofMinutes(10)).toEpochMilli());
    return Combinators.combine(
            Arbitraries.of("a", SITE, "c"),
            Arbitraries.of("/", "/a", "/b", "/é", "/\uD83D\uDC22", "/\uFFFD", "/%20?")
                .injectNull(0.2),
            Arbitraries.of("u1", "u2", "u3", "u4").injectNull(0.1),
            times,
            Arbitraries.integers().between(1, 3))
        .as(Seen::new)
        .list()
        .ofMaxSize(40);
  }
}
