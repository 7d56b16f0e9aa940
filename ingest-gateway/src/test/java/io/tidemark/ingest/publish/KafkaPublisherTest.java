package io.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real client, and no Kafka. With one, it is tested in e2e-tests. */
@Timeout(30)
class KafkaPublisherTest {
  private static final KafkaPublisher.Limits LIMITS =
      new KafkaPublisher.Limits(1 << 20, Duration.ofSeconds(10), 0);

  @Test
  void publish_nothingListens_isRefusedAtOnce() throws IOException {
    assertRefusedAtOnce("127.0.0.1:" + freePort());
  }

  @Test
  void publish_nameUnknown_isRefusedAtOnce() {
    assertRefusedAtOnce("no-such-host.invalid:9092");
  }

  @Test
  void publish_listenerThatNeverAnswers_isRefusedAtOnce() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      assertRefusedAtOnce("127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void start_invalidClientSetting_isRefusedWithItsName() {
    Map<String, Object> kafka =
        Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "NONSENSE");
    assertThatThrownBy(() -> KafkaPublisher.start(kafka, LIMITS, new SimpleMeterRegistry()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("security.protocol");
  }

  @Test
  void settings_whateverTheCallerSays_keepTheGuarantee() {
    Map<String, Object> settings =
        ProducerSettings.producer(
            Map.of("bootstrap.servers", "x:1", "acks", "0", "enable.idempotence", "false"),
            1 << 20,
            Duration.ofSeconds(3),
            5);
    assertThat(settings)
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0)
        .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000)
        .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2995);
  }

  private static void assertRefusedAtOnce(String bootstrap) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    KafkaPublisher publisher =
        KafkaPublisher.start(Map.of("bootstrap.servers", bootstrap), LIMITS, metrics);
    try {
      assertThat(publisher.notReady()).isNotNull();
      for (int i = 0; i < 3; i++) {
        CompletableFuture<Outcome> result =
            publisher.publish(List.of(new Outgoing("s", new byte[10]))).toCompletableFuture();
        assertThat(result).isDone();
        Outcome outcome = result.join();
        assertThat(outcome.refused()).isEqualTo(1);
        assertThat(Objects.requireNonNull(outcome.refusal()).code())
            .isEqualTo(RefusalCode.UNAVAILABLE);
      }
      assertThat(metrics.get("tidemark.ingest.ready").gauge().value()).isZero();
      assertThat(metrics.get("tidemark.ingest.in.flight").gauge().value()).isZero();
    } finally {
      publisher.close(Duration.ofSeconds(2));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
