package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.enrich.Enricher;
import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.publish.MemoryPublisher;
import io.tidemark.ingest.publish.Outgoing;
import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.ingest.visitor.AddressBlock;
import io.tidemark.ingest.visitor.MemorySaltStore;
import io.tidemark.ingest.visitor.VisitorIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Enrichment through the doors: what a request tells, and what happens while it cannot be told. */
class EnrichmentTest {
  private static final Clock CLOCK = Clock.fixed(GatewayUnderTest.NOW, ZoneOffset.UTC);
  private static final LocalDate TODAY = LocalDate.ofInstant(GatewayUnderTest.NOW, ZoneOffset.UTC);
  private static final UserAgents AGENTS = UserAgents.load();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT = "{\"site_id\":\"s\",\"path\":\"/\"}";
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";

  private final MemorySaltStore salts = new MemorySaltStore();
  private final MemoryPublisher kafka = new MemoryPublisher();
  private final HttpClient http = HttpClient.newHttpClient();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final IngestGateway gateway = start();

  private IngestGateway start() {
    Backlog backlog =
        new Backlog() {
          @Override
          public OptionalLong length() {
            return OptionalLong.empty();
          }

          @Override
          public boolean connected() {
            return true;
          }
        };
    GatewayConfig config =
        new GatewayConfig(
            "127.0.0.1",
            0,
            "default",
            Set.of(),
            100,
            1 << 20,
            8 << 20,
            1L << 20,
            Duration.ofSeconds(10),
            0,
            Duration.ofSeconds(5),
            List.of(AddressBlock.parse("127.0.0.1")),
            null,
            TrackerAddresses.DEFAULT);
    Enricher enricher = new Enricher(AGENTS, Countries.NONE, new VisitorIds(salts, CLOCK));
    return IngestGateway.start(config, kafka, enricher, backlog, metrics, CLOCK);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
  }

  private HttpResponse<String> post(String path, String userAgent, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("User-Agent", userAgent)
            .POST(HttpRequest.BodyPublishers.ofString(EVENT));
    return http.send(
        headers.length == 0 ? request.build() : request.headers(headers).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode last() throws IOException {
    List<Outgoing> taken = kafka.acknowledged();
    return JSON.readTree(taken.get(taken.size() - 1).value());
  }

  @Test
  void event_ofABrowser_isEnrichedFromItsRequest() throws Exception {
    salts.put(TODAY, 1);
    assertThat(
            post("/event", FIREFOX, "Accept-Language", "fr-CA", "Sec-Purpose", "prefetch")
                .statusCode())
        .isEqualTo(202);
    assertThat(last().path("browser").asText()).isEqualTo("Firefox");
    assertThat(last().path("language").asText()).isEqualTo("fr");
    assertThat(last().path("bot").asText()).isEqualTo("prefetch");
    assertThat(last().path("user_id").asText()).hasSize(32);
    assertThat(last().has("ip")).isFalse();
  }

  @Test
  void event_throughATrustedProxy_isOfTheVisitorItNames() throws Exception {
    salts.put(TODAY, 1);
    post("/event", FIREFOX, "X-Forwarded-For", "192.0.2.1");
    String one = last().path("user_id").asText();
    post("/event", FIREFOX, "X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "192.0.2.1");
    assertThat(last().path("user_id").asText()).as("forged before it").isEqualTo(one);
    post("/event", FIREFOX, "X-Forwarded-For", "192.0.2.2");
    assertThat(last().path("user_id").asText()).isNotEqualTo(one);
  }

  @Test
  void event_ofAProgramOrABatch_isLeftAsItIs() throws Exception {
    salts.put(TODAY, 1);
    post("/event", "curl/8.5.0", "Accept-Language", "fr");
    assertThat(last().has("user_id")).isFalse();
    assertThat(last().has("language")).isFalse();
    post("/events", FIREFOX.replace("Firefox", "HeadlessChrome"));
    assertThat(last().has("user_id")).isFalse();
    assertThat(last().has("bot")).isFalse();
  }

  @Test
  void saltUnknown_browsersAreAnswered503_programsAreNot() throws Exception {
    HttpResponse<String> refused = post("/event", FIREFOX);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(JSON.readTree(refused.body()).path("error").path("code").asText())
        .isEqualTo("unavailable");
    assertThat(post("/event", "curl/8.5.0").statusCode()).isEqualTo(202);
    HttpResponse<String> ready =
        http.send(request("/readyz").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(gateway.isReady()).isFalse();
    assertThat(counted("received")).isEqualTo(2);
    assertThat(counted("accepted")).isEqualTo(1);
    assertThat(counted("refused")).isEqualTo(1);
  }

  private double counted(String what) {
    return metrics.find("tidemark.ingest." + what).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
