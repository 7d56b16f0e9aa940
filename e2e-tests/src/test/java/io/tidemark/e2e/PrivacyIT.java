package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors without cookies: the same everywhere for a day, and their address nowhere. */
class PrivacyIT {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String AGENT =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.0.0 Safari/537.36";
  private static final String ADDRESS = "203.0.113.77";
  private static final String OTHER_ADDRESS = "203.0.113.78";
  private static final String MARKER = "marker-of-a-payload";
  private static final String SITE = "private.example";

  @BeforeEach
  void oneDay() throws InterruptedException {
    Midnight.keepAway(LONGEST);
  }

  @Test
  void visitor_overTwoGatewaysAndARestart_isOneUser_andTheAddressIsNowhere(@TempDir Path folder)
      throws Exception {
    Path upFolder = Files.createDirectory(folder.resolve("up"));
    Path gatewayFolder = Files.createDirectory(folder.resolve("gateway"));
    try (var up =
        new TidemarkProcess("up", upFolder)
            .with("TIDEMARK_TRUSTED_PROXIES", "127.0.0.1")
            .with("TIDEMARK_LOG_LEVEL", "debug")) {
      up.start();
      try (var gateway =
          new TidemarkProcess("gateway", gatewayFolder)
              .with("TIDEMARK_KAFKA_BOOTSTRAP", up.bootstrap())
              .with("TIDEMARK_TRUSTED_PROXIES", "127.0.0.1")
              .with("TIDEMARK_LOG_LEVEL", "debug")
              .with("TIDEMARK_LOG_FORMAT", "json")) {
        gateway.start();
        refused(gateway);
        visit(up, ADDRESS, "/a");
        visit(gateway, ADDRESS, "/b");
        visit(gateway, OTHER_ADDRESS, "/b");
        assertThat(Stats.await(up, SITE, 3).users()).isEqualTo(2);
      }
      up.terminate();
      assertThat(tellsTheAddress(Files.readString(up.log()))).isFalse();
      assertThat(Files.readString(up.log())).doesNotContain(MARKER);
      long textBytes = Files.size(up.log());
      up.with("TIDEMARK_LOG_FORMAT", "json").start();
      visit(up, ADDRESS, "/c");
      byIpField(up);
      refused(up);
      assertThat(Stats.await(up, SITE, 5).users()).isEqualTo(2);

      assertThat(allRecords(up)).hasSizeGreaterThan(10).noneMatch(PrivacyIT::tellsTheAddress);
      assertThat(tellsTheAddress(Http.get(up.ingest("/metrics")).text())).isFalse();
      assertThat(tellsTheAddress(Http.get(up.query("/metrics")).text())).isFalse();
      String json = Files.readString(up.log()).substring((int) textBytes);
      assertThat(tellsTheAddress(json)).isFalse();
      assertThat(json.lines()).isNotEmpty().allSatisfy(PrivacyIT::assertIsALineOfTheLog);
    }
    List<String> jsonLines = Files.readAllLines(gatewayFolder.resolve("gateway.log"));
    assertThat(jsonLines).isNotEmpty().noneMatch(PrivacyIT::tellsTheAddress);
    assertThat(jsonLines).allSatisfy(PrivacyIT::assertIsALineOfTheLog);
  }

  @Test
  void forwardedAddress_fromAnybody_countsForNothing() throws Exception {
    TidemarkProcess tidemark = Shared.instance();
    for (int i = 0; i < 3; i++) {
      String body = "{\"site_id\":\"spoof.example\",\"path\":\"/\"}";
      Http.postFrom("203.0.113." + i, AGENT, tidemark.ingest("/event"), body);
    }

    assertThat(Stats.await(tidemark, "spoof.example", 3).users()).isEqualTo(1);
  }

  private static void visit(TidemarkProcess process, String address, String path) throws Exception {
    String body = "{\"site_id\":\"%s\",\"path\":\"%s\"}".formatted(SITE, path + "-" + MARKER);
    var answer = Http.postFrom(address, AGENT, process.ingest("/event"), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  /** A server that tells its visitor's address in the event. */
  private static void byIpField(TidemarkProcess process) throws Exception {
    String body =
        "{\"site_id\":\"%s\",\"path\":\"/d\",\"ip\":\"%s\",\"user_agent\":\"%s\"}"
            .formatted(SITE, ADDRESS, AGENT);
    assertThat(Http.post(process.ingest("/event"), body).status()).isEqualTo(202);
  }

  private static void refused(TidemarkProcess process) throws Exception {
    String body =
        "{\"site_id\":\"%s\",\"path\":7,\"user_id\":\"%s\",\"ip\":\"%s\"}"
            .formatted(SITE, MARKER, ADDRESS);
    assertThat(Http.post(process.ingest("/event"), body).status()).isEqualTo(400);
  }

  private static boolean tellsTheAddress(String text) {
    return text.contains(ADDRESS) || text.contains(OTHER_ADDRESS);
  }

  /** Nor a payload: nothing of what an event or a refused body held. */
  private static void assertIsALineOfTheLog(String line) throws IOException {
    assertThat(line).doesNotContain(MARKER).doesNotContain(ADDRESS).doesNotContain(OTHER_ADDRESS);
    JsonNode object = new ObjectMapper().readTree(line);
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .startsWith("time", "level", "logger", "thread", "message")
        .isSubsetOf("time", "level", "logger", "thread", "message", "error");
  }

  /** Keys, values and headers of everything in Kafka, as text. */
  private static List<String> allRecords(TidemarkProcess process) throws Exception {
    Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", process.bootstrap()));
    config.put("exclude.internal.topics", false);
    List<String> texts = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      consumer
          .listTopics()
          .forEach(
              (topic, partitions) ->
                  partitions.forEach(p -> all.add(new TopicPartition(topic, p.partition()))));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> texts.add(text(record)));
      }
    }
    return texts;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder(record.topic()).append(' ');
    for (byte[] part : new byte[][] {record.key(), record.value()}) {
      text.append(part == null ? "" : new String(part, UTF_8)).append(' ');
    }
    record.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
    return text.toString();
  }
}
