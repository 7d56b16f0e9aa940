package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeRoutesTest {
  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void health_whileKafkaAnswers_isTheContracts() {
    Answer answer = gateway.get("/health");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body())
        .isEqualTo(
            "{\"status\":\"healthy\",\"service\":\"ingestion\","
                + "\"queue\":{\"connected\":true,\"length\":7}}");
  }

  @Test
  void probes_whileKafkaIsAway_tellItButTheProcessLives() {
    gateway.kafka.mode(Mode.AWAY);
    Answer health = gateway.get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.json().path("status").asText()).isEqualTo("unhealthy");
    assertThat(health.json().path("queue").path("connected").asBoolean(true)).isFalse();
    Answer ready = gateway.get("/readyz");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("error").path("message").asText())
        .isEqualTo("Kafka is not reachable");
    assertThat(gateway.get("/livez").status()).isEqualTo(200);
    assertThat(head("/readyz")).isEqualTo(503);
  }

  @Test
  void ready_whileKafkaAnswers_is200() {
    assertThat(gateway.get("/readyz").status()).isEqualTo(200);
    assertThat(head("/readyz")).isEqualTo(200);
  }

  @Test
  void metrics_haveTheirNames() {
    gateway.post("/event", "{\"path\":\"/\"}");
    gateway.post("/event", "{}");
    gateway.get("/nope");
    String text = gateway.get("/metrics").raw().body();
    assertThat(text)
        .contains("tidemark_ingest_received_total 2.0")
        .contains("tidemark_ingest_accepted_total 1.0")
        .contains("tidemark_ingest_refused_total{reason=\"missing_field\"} 1.0")
        .contains("tidemark_ingest_refused_total{reason=\"unavailable\"} 0.0")
        .contains("tidemark_ingest_http_seconds_count{route=\"/event\",status=\"202\"} 1")
        .contains("tidemark_ingest_http_seconds_bucket{route=\"/event\",status=\"400\",le=\"0.1\"}")
        .contains("tidemark_ingest_http_seconds_count{route=\"none\",status=\"404\"} 1");
    assertThat(gateway.get("/metrics").header("Content-Type")).startsWith("text/plain");
  }

  private int head(String path) {
    return gateway
        .send(
            HttpRequest.newBuilder(gateway.uri(path))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build())
        .status();
  }
}
