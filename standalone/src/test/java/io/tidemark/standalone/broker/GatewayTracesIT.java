package io.tidemark.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.Backlog;
import io.tidemark.ingest.GatewayConfig;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.schemas.quality.RefusalReport;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.topics.TopicPlan;
import io.tidemark.standalone.topics.TopicSetup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway leaves behind of the requests it took and refused: in Kafka, logs and metrics. */
@Timeout(120)
class GatewayTracesIT {
  private static final String ADDRESS = "203.0.113.77";
  private static final byte[] ADDRESS_BYTES = {(byte) 203, 0, 113, 77};
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";

  private static final Backlog BACKLOG =
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

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private HttpResponse<String> post(IngestGateway gateway, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .header("Content-Type", "application/json")
            .header("User-Agent", FIREFOX)
            .header("X-Forwarded-For", ADDRESS)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static List<ConsumerRecord<String, byte[]>> records(
      Map<String, Object> kafka, String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  @Test
  void gateway_keepsNoAddressAndReportsWhatItRefused() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder))) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrap());
      TopicSetup.ensure(
          kafka, new TopicPlan(3, false, 1, 1, Duration.ofDays(1), Duration.ofDays(1)));
      GatewayConfig config =
          Configs.gateway(
              Settings.resolve(
                  Role.UP,
                  Map.of("--ingest-port", "0", "--trusted-proxies", "127.0.0.1"),
                  Map.of()));
      try (IngestGateway gateway =
          IngestGateway.start(config, kafka, BACKLOG, metrics, Clock.systemUTC())) {
        while (!gateway.isReady()) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
        String good = "{\"site_id\":\"s\",\"path\":\"/\"}";
        assertThat(post(gateway, "/event", good).statusCode()).isEqualTo(202);
        String given = "{\"site_id\":\"s\",\"path\":\"/\",\"user_agent\":\"x\",\"ip\":\"%s\"}";
        assertThat(post(gateway, "/events", "[" + given.formatted(ADDRESS) + "]").statusCode())
            .isEqualTo(202);
        String bad = "{\"path\":7,\"ip\":\"" + ADDRESS + "\",\"site_id\":\"s\"}";
        assertThat(post(gateway, "/event", bad).statusCode()).isEqualTo(400);
        assertThat(post(gateway, "/event", bad.replace("\"s\"", "\"unknown\"")).statusCode())
            .isEqualTo(400);
        assertThat(metrics.scrape()).contains("tidemark").doesNotContain(ADDRESS);
      }
      List<ConsumerRecord<String, byte[]>> events = records(kafka, Topics.EVENTS);
      assertThat(events).hasSize(2);
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(new String(event.value(), StandardCharsets.UTF_8))
                      .containsPattern("\"user_id\":\"[0-9a-f]{32}\""));
      List<ConsumerRecord<String, byte[]>> reports = records(kafka, Topics.REFUSALS);
      assertThat(reports)
          .extracting(ConsumerRecord::key)
          .as("also of a site none of whose events was taken")
          .containsExactlyInAnyOrder("s", "unknown");
      assertThat(reports)
          .allSatisfy(
              report -> {
                assertThat(report.partition()).isEqualTo(HomePartition.of(report.key(), 3));
                assertThat(RefusalReport.read(report.value()))
                    .contains(new RefusalReport(Map.of("invalid_type", 1L)));
              });
    } finally {
      System.setErr(before);
    }
    assertThat(Folders.filesWith(folder, ADDRESS.getBytes(StandardCharsets.US_ASCII))).isEmpty();
    assertThat(Folders.filesWith(folder, ADDRESS_BYTES)).isEmpty();
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(ADDRESS);
  }
}
