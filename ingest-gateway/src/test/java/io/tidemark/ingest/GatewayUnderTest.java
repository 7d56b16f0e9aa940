package io.tidemark.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.publish.MemoryPublisher;
import io.tidemark.ingest.publish.Outgoing;
import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.schemas.openapi.ApiContract;
import io.tidemark.schemas.openapi.ContractFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A real gateway over HTTP with a publisher in memory, and short ways to talk to it. */
public final class GatewayUnderTest implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  public static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ApiContract CONTRACT = new ApiContract(ContractFile.GATEWAY);

  /** Closing keeps idle connections for a moment, which no test needs to wait for. */
  private static final Queue<CompletableFuture<Void>> CLOSING = new ArrayDeque<>();

  private static final int MOST_CLOSING = 20;

  public final MemoryPublisher kafka = new MemoryPublisher();
  public final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private final IngestGateway gateway;
  private final int port;

  public GatewayUnderTest() {
    this(config("default", Set.of(), 100_000, 64L << 20));
  }

  public GatewayUnderTest(GatewayConfig config) {
    this(config, Enrichment.NONE);
  }

  public GatewayUnderTest(GatewayConfig config, Enrichment enrichment) {
    Backlog backlog =
        new Backlog() {
          @Override
          public OptionalLong length() {
            return OptionalLong.of(7);
          }

          @Override
          public boolean connected() {
            return true;
          }
        };
    gateway =
        IngestGateway.start(
            config, kafka, enrichment, backlog, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
    port = gateway.port();
  }

  public static GatewayConfig config(
      @Nullable String defaultSite, Set<String> sites, int maxSites, long bufferBytes) {
    return config(defaultSite, sites, maxSites, bufferBytes, TrackerAddresses.DEFAULT);
  }

  public static GatewayConfig config(TrackerAddresses tracker) {
    return config("default", Set.of(), 100_000, 64L << 20, tracker);
  }

  private static GatewayConfig config(
      @Nullable String defaultSite,
      Set<String> sites,
      int maxSites,
      long bufferBytes,
      TrackerAddresses tracker) {
    return new GatewayConfig(
        "127.0.0.1",
        0,
        defaultSite,
        sites,
        maxSites,
        1 << 20,
        8 << 20,
        bufferBytes,
        Duration.ofSeconds(10),
        0,
        Duration.ofSeconds(5),
        List.of(),
        null,
        tracker);
  }

  /** An answer with its JSON. */
  public record Answer(int status, JsonNode json, HttpResponse<String> raw) {
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    public String errorCode() {
      return json.path("error").path("code").asText();
    }
  }

  public int port() {
    return port;
  }

  /** The routes it answers. */
  public Set<String> routes() {
    return gateway.routes();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public Answer post(String path, String body) {
    return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer post(String path, @Nullable String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return send(request.build());
  }

  /** Posts JSON as a browser would, with more headers as names and values in turn. */
  public Answer browser(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("User-Agent", BROWSER)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  /** The answer, which is as the OpenAPI document promises. */
  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      Promised.verify(CONTRACT, request, response);
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
      String body = response.body();
      return new Answer(
          response.statusCode(),
          json && !body.isEmpty() ? JSON.readTree(body) : JSON.createObjectNode(),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values Kafka has, as JSON. */
  public List<JsonNode> published() {
    return kafka.acknowledged().stream().map(GatewayUnderTest::json).toList();
  }

  /** The values Kafka has, as text, without their ids if the gateway made them. */
  public List<String> publishedText() {
    return kafka.acknowledged().stream()
        .map(event -> new String(event.value(), StandardCharsets.UTF_8))
        .map(value -> value.replaceAll(",\"event_id\":\"[0-9a-f-]{36}\"", ""))
        .toList();
  }

  private static JsonNode json(Outgoing event) {
    try {
      return JSON.readTree(event.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum of a counter over its tags. */
  public double counted(String name) {
    return metrics.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  public double refused(String reason) {
    return metrics.get("tidemark.ingest.refused").tag("reason", reason).counter().count();
  }

  public void stop() {
    gateway.close();
  }

  /** Returns at once; what goes wrong then, a later one tells. */
  @Override
  public void close() {
    kafka.settleHeld();
    while (CLOSING.size() >= MOST_CLOSING || !CLOSING.isEmpty() && CLOSING.element().isDone()) {
      CLOSING.remove().join();
    }
    CLOSING.add(
        CompletableFuture.runAsync(gateway::close, task -> new Thread(task, "closing").start()));
  }
}
