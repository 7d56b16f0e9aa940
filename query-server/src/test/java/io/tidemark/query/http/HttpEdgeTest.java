package io.tidemark.query.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.http.CannotListen;
import io.tidemark.query.QueryConfig;
import io.tidemark.query.QueryServer;
import io.tidemark.query.fixture.NaiveStatistics;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEdgeTest {
  private final TestServer server =
      new TestServer(new Endpoint("self", 1), "home", List.of("https://ok.example"), null);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void stats_noSite_isRefusedEvenWithADefaultSite() {
    assertError(server.get("/stats"), 400, "missing_parameter");
  }

  @Test
  void stats_answer_isNotToBeStored() {
    HttpResponse<String> response = server.get("/stats?site_id=home");

    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void stats_badParameter_isRefusedInTheContractsShape() {
    HttpResponse<String> response = server.get("/stats?site_id=home&date=yesterday");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"invalid_date\",\"message\":\"date is \\\"yesterday\\\";"
                + " expected a date, yyyy-mm-dd\",\"field\":\"date\"}}");
  }

  @Test
  void range_longestSiteAndPath_isTaken() {
    String request =
        "/stats/range?site_id=%s&path=%s&start_date=2025-11-01&end_date=2025-11-12"
            .formatted(
                TestServer.encoded("\uD83D\uDC22".repeat(255)),
                TestServer.encoded("\uD83D\uDC22".repeat(2048)));

    assertThat(server.get(request).statusCode()).isEqualTo(200);
  }

  @Test
  void range_minutes_areAllOfTheDay() {
    server.statistics.events =
        List.of(
            Seen.view("home", "/", "u1", "2025-11-12T10:19:59Z"),
            Seen.event("home", "u2", "2025-11-12T10:19:00Z"));

    JsonNode series =
        server
            .json(
                "/stats/range?site_id=home&start_date=2025-11-12&end_date=2025-11-12"
                    + "&interval=minute")
            .path("series");

    assertThat(series).hasSize(1440);
    assertThat(series.get(619))
        .hasToString(
            "{\"start\":\"2025-11-12T10:19:00Z\",\"total_views\":1,\"total_events\":2,"
                + "\"unique_users\":2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour", "minute"}) // some kilobytes, a hundred
  void anyAnswer_largeAndGzipTaken_isSentCompressed(String interval) throws Exception {
    String range =
        "/stats/range?site_id=home&start_date=2025-11-12&end_date=2025-11-12&interval=" + interval;
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                server.request(range).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofInputStream());

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (var gzip = new GZIPInputStream(response.body())) {
      assertThat(gzip.readAllBytes()).asString(UTF_8).isEqualTo(server.get(range).body());
    }
  }

  @Test
  void range_hoursOfAValueKeptPerDay_areRefused() {
    assertError(
        server.get(
            "/stats/range?site_id=home&start_date=2025-11-12&end_date=2025-11-12"
                + "&interval=hour&filter=browser:Firefox"),
        400,
        "whole_days_needed");
  }

  @Test
  void anyRoute_unknown_isNotFound() {
    assertError(server.get("/statz"), 404, "not_found");
    assertError(server.get("/dashboard/x/nothing.js"), 404, "not_found");
    assertError(server.get("/stats/nothing"), 404, "not_found");
  }

  @Test
  void anyRoute_otherMethod_isNotAllowed() {
    HttpResponse<String> response =
        server.send(server.request("/stats").POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertError(response, 405, "method_not_allowed");
    assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET", "HEAD");
  }

  @Test
  void anyRoute_head_answersWithoutBody() {
    HttpResponse<String> ok =
        server.send(
            server
                .request("/stats?site_id=home")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    HttpResponse<String> refused =
        server.send(
            server.request("/stats?x=1").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(ok.statusCode()).isEqualTo(200);
    assertThat(ok.body()).isEmpty();
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void anyAnswer_ofAnyRoute_hasTheSecurityHeaders() {
    for (String path :
        List.of("/stats?site_id=home", "/stats", "/nothing", "/health", "/metrics", "/cluster")) {
      HttpResponse<String> response = server.get(path);

      assertThat(header(response, "Content-Security-Policy")).as(path).contains("'none'");
      assertHardened(response);
    }
    for (String page : List.of("/", "/docs")) {
      HttpResponse<String> response = server.get(page);

      assertThat(header(response, "Content-Security-Policy")).as(page).contains("script-src");
      assertHardened(response);
    }
  }

  private static void assertHardened(HttpResponse<String> response) {
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  private static String header(HttpResponse<String> response, String name) {
    return String.join(" | ", response.headers().allValues(name));
  }

  @Test
  void longQuestions_moreThanMayBeAtOnce_areRefusedForNow() throws Exception {
    CountDownLatch asked = new CountDownLatch(HttpLimits.LONG_QUESTIONS);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    Owners owners = server.statistics.owners(0);
    server.statistics.owners =
        partition -> {
          asked.countDown();
          await(mayAnswer);
          return owners;
        };
    String question = "/stats/trending?site_id=home";
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, HttpLimits.LONG_QUESTIONS)
            .mapToObj(i -> server.sendAsync(server.request(question)))
            .toList();
    await(asked);

    HttpResponse<String> refused = server.get(question);
    mayAnswer.countDown();

    assertError(refused, 503, "unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(server.get(question).statusCode()).isEqualTo(200);
  }

  @Test
  void cors_configuredOriginOnly_mayRead() {
    assertThat(allowedOrigin("https://ok.example")).isEqualTo("https://ok.example");
    assertThat(allowedOrigin("https://evil.example")).isEqualTo("none");
    assertThat(
            server
                .send(server.request("/stats?x=1").header("Origin", "https://ok.example"))
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://ok.example");
  }

  @Test
  void cors_preflight_isAnswered() {
    HttpResponse<String> response =
        server.send(
            server
                .request("/stats/overview")
                .header("Origin", "https://ok.example")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET, HEAD");
    assertThat(response.headers().firstValue("Vary")).hasValue("Origin");
  }

  private String allowedOrigin(String origin) {
    return server
        .send(server.request("/stats").header("Origin", origin))
        .headers()
        .firstValue("Access-Control-Allow-Origin")
        .orElse("none");
  }

  @Test
  void health_kafkaAway_is503WithUnknownLength() {
    server.statistics.connected = false;
    server.statistics.backlog = OptionalLong.empty();

    HttpResponse<String> response = server.get("/health");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .isEqualTo(
            "{\"status\":\"unhealthy\",\"service\":\"reporting\","
                + "\"queue\":{\"connected\":false,\"length\":null}}");
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void readyz_restoring_is503() {
    server.statistics.readable = false;

    assertError(server.get("/readyz"), 503, "not_ready");
    assertError(server.get("/stats?site_id=home"), 503, "unavailable");
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void stats_brokenView_is500WithoutDetails() {
    server.statistics.owners =
        partition -> {
          throw new IllegalStateException("secret detail");
        };

    HttpResponse<String> response = server.get("/stats?site_id=home");

    assertError(response, 500, "internal_error");
    assertThat(response.body()).doesNotContain("secret detail");
  }

  @Test
  void metrics_afterRequests_countRoutesAndErrors() {
    server.get("/stats?site_id=home");
    server.get("/stats?x=1");
    server.get("/nothing/1234");

    String metrics = server.get("/metrics").body();

    assertThat(metrics)
        .contains("tidemark_query_http_seconds_count{route=\"/stats\",status=\"200\"} 1")
        .contains("tidemark_query_http_seconds_count{route=\"/stats\",status=\"400\"} 1")
        .contains("tidemark_query_http_seconds_count{route=\"other\",status=\"404\"} 1")
        .contains("tidemark_query_errors_total{code=\"unknown_parameter\"} 1.0")
        .contains("tidemark_query_lookups_total 0.0")
        .doesNotContain("1234");
  }

  @Test
  void close_requestInFlight_isAnsweredFirst() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    Owners owners = server.statistics.owners(0);
    server.statistics.owners =
        partition -> {
          asked.countDown();
          await(mayAnswer);
          return owners;
        };
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> server.get("/stats?site_id=home"));
    await(asked);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    mayAnswer.countDown();

    assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    closed.get(5, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void start_portInUse_saysWhich() {
    QueryConfig config =
        new QueryConfig(
            "127.0.0.1",
            server.server.port(),
            null,
            List.of(),
            Duration.ofSeconds(1),
            null,
            Duration.ofSeconds(1),
            "");

    assertThatExceptionOfType(CannotListen.class)
        .isThrownBy(
            () ->
                QueryServer.start(
                    config,
                    new NaiveStatistics(new Endpoint("x", 1)),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    Clock.systemUTC()))
        .withMessageContaining("cannot listen on 127.0.0.1:" + server.server.port());
  }

  private static void assertError(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = TestServer.parse(response.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotBlank();
  }
}
