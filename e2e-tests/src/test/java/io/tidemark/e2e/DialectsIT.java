package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same random views through each dialect, as far as it can carry them, give the same
 * statistics.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialectsIT {
  private static final int VIEWS = 60;

  private final long seed = new Random().nextLong();
  private final List<View> views = randomViews();
  private TidemarkProcess tidemark;

  /** A page view that all dialects can carry; times are whole seconds. */
  private record View(String path, Instant at) {}

  enum Dialect {
    EVENT,
    BEACON,
    CAMEL_CASE,
    NDJSON,
    PAGE_VIEWS_SINGLE,
    PAGE_VIEWS_MULTI,
    PIXEL,
    UMAMI,
    UMAMI_BATCH,
    /** Cannot carry a time. */
    PLAUSIBLE;

    String site() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".example";
    }
  }

  @BeforeAll
  void start() throws Exception {
    tidemark = Shared.instance();
    System.out.println("seed " + seed);
    String batch =
        views.stream()
            .map(view -> canonical("batch.example", view))
            .collect(Collectors.joining(",", "[", "]"));
    accept(Http.post(tidemark.ingest("/events/batch"), batch));
    Stats.await(tidemark, "batch.example", VIEWS);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void views_throughADialect_countAsThroughTheBatch(Dialect dialect) throws Exception {
    send(dialect);
    Stats.await(tidemark, dialect.site(), VIEWS);

    assertThat(ask("/stats?limit=50", dialect.site()))
        .as("seed %d", seed)
        .isEqualTo(ask("/stats?limit=50", "batch.example"));
    if (dialect != Dialect.PLAUSIBLE) {
      LocalDate last = LocalDate.ofInstant(views.get(0).at(), ZoneOffset.UTC).plusDays(1);
      String range =
          "/stats/range?interval=hour&start_date=%s&end_date=%s".formatted(last.minusDays(3), last);
      assertThat(ask(range, dialect.site()))
          .as("seed %d", seed)
          .isEqualTo(ask(range, "batch.example"));
    }
  }

  @Test
  void visitor_throughTheBrowserDoors_isOneUser() throws Exception {
    String agent = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
    String site = "visitor.example";
    accept(
        Http.postAs(
            agent,
            tidemark.ingest("/api/event"),
            "text/plain",
            "{\"n\":\"pageview\",\"u\":\"https://visitor.example/a\",\"d\":\"visitor.example\"}"));
    accept(
        Http.postAs(
            agent,
            tidemark.ingest("/event"),
            "text/plain",
            "{\"site_id\":\"visitor.example\",\"path\":\"/b\"}"));
    accept(
        Http.postAs(
            agent,
            tidemark.ingest("/api/send"),
            "application/json",
            umami(site, new View("/c", Instant.now().truncatedTo(ChronoUnit.SECONDS)))));
    assertThat(Stats.await(tidemark, site, 3))
        .isEqualTo(new Stats(3, 3, 1, List.of("/a=1", "/b=1", "/c=1")));
    JsonNode browsers =
        Http.get(tidemark.query("/stats/breakdown?dimension=browser&site_id=" + site)).json();
    assertThat(browsers.path("rows").path(0).path("value").asText()).isEqualTo("Firefox");
    assertThat(browsers.path("rows").path(0).path("unique_users").asInt()).isEqualTo(1);
  }

  private void send(Dialect dialect) throws Exception {
    String site = dialect.site();
    switch (dialect) {
      case EVENT -> each("/event", "application/json", view -> canonical(site, view));
      case BEACON -> each("/event", "text/plain", view -> canonical(site, view));
      case CAMEL_CASE ->
          each(
              "/event",
              "application/json",
              view -> canonical(site, view).replace("site_id", "siteId"));
      case NDJSON ->
          accept(
              Http.post(
                  tidemark.ingest("/events"),
                  "application/x-ndjson",
                  views.stream()
                      .map(view -> canonical(site, view))
                      .collect(Collectors.joining("\n"))));
      case PAGE_VIEWS_SINGLE ->
          each(
              "/page-views/single",
              "application/json",
              view ->
                  "{\"page\":\"%s%s\",\"timestamp\":\"%s\"}"
                      .formatted(site, view.path(), view.at()));
      case PAGE_VIEWS_MULTI ->
          accept(Http.post(tidemark.ingest("/page-views/multi"), weights(site)));
      case PIXEL -> pixels(site);
      case UMAMI -> each("/api/send", "application/json", view -> umami(site, view));
      case UMAMI_BATCH ->
          accept(
              Http.post(
                  tidemark.ingest("/api/batch"),
                  views.stream()
                      .map(view -> umami(site, view))
                      .collect(Collectors.joining(",", "[", "]"))));
      case PLAUSIBLE ->
          each(
              "/api/event",
              "text/plain",
              view ->
                  "{\"n\":\"pageview\",\"u\":\"https://%s%s\",\"d\":\"%s\"}"
                      .formatted(site, view.path(), site));
    }
  }

  /** What a dialect makes of a view. */
  private interface Writing {
    String of(View view);
  }

  private void each(String route, String contentType, Writing writing)
      throws IOException, InterruptedException {
    for (View view : views) {
      accept(Http.post(tidemark.ingest(route), contentType, writing.of(view)));
    }
  }

  private void pixels(String site) throws IOException, InterruptedException {
    for (View view : views) {
      String query =
          "site_id=%s&path=%s&timestamp=%s"
              .formatted(site, encoded(view.path()), encoded(view.at().toString()));
      assertThat(Http.get(tidemark.ingest("/pixel.gif?" + query)).status()).isEqualTo(200);
    }
  }

  private String weights(String site) {
    Map<String, Map<Instant, Integer>> counts = new TreeMap<>();
    for (View view : views) {
      counts
          .computeIfAbsent(site + view.path(), page -> new TreeMap<>())
          .merge(view.at(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(
            page ->
                "\"%s\":%s"
                    .formatted(
                        page.getKey(),
                        page.getValue().entrySet().stream()
                            .map(at -> "\"%s\":%d".formatted(at.getKey(), at.getValue()))
                            .collect(Collectors.joining(",", "{", "}"))))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String canonical(String site, View view) {
    return "{\"site_id\":\"%s\",\"path\":\"%s\",\"timestamp\":\"%s\"}"
        .formatted(site, view.path(), view.at());
  }

  private static String umami(String site, View view) {
    return "{\"type\":\"event\",\"payload\":{\"website\":\"%s\",\"url\":\"%s\",\"timestamp\":%d}}"
        .formatted(site, view.path(), view.at().getEpochSecond());
  }

  private static void accept(Http.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isIn(200, 202);
  }

  /** An answer without what tells the sites apart. */
  private JsonNode ask(String pathAndQuery, String site) throws IOException, InterruptedException {
    JsonNode answer = Http.get(tidemark.query(pathAndQuery + "&site_id=" + site)).json();
    ((ObjectNode) answer).remove(List.of("site_id", "as_of", "newest_event"));
    return answer;
  }

  private List<View> randomViews() {
    Random random = new Random(seed);
    Instant newest = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<View> made = new ArrayList<>();
    for (int i = 0; i < VIEWS; i++) {
      String path =
          "/" + "abcdefghij".charAt((int) (random.nextDouble() * random.nextDouble() * 10));
      made.add(new View(path, newest.minusSeconds(random.nextInt(40 * 3_600))));
    }
    return made;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
