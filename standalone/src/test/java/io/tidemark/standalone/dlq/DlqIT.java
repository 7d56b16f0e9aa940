package io.tidemark.standalone.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.topic.DlqHeaders;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.command.TidemarkCommand;
import io.tidemark.standalone.topics.TopicPlan;
import io.tidemark.standalone.topics.TopicSetup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DlqIT {
  private static final int PARTITIONS = 3;
  private static final String CLEAR_SCREEN = "\u001b[2J";

  private EmbeddedBroker broker;
  private Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broker = EmbeddedBroker.start(BrokerConfig.local(folder.resolve("broker")));
    Duration days = Duration.ofDays(30);
    TopicSetup.ensure(
        Map.of("bootstrap.servers", broker.bootstrap()),
        new TopicPlan(PARTITIONS, true, 1, 1, days, days));
    try (var producer =
        new KafkaProducer<byte[], byte[]>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(dead("missing_field", null, "{\"path\":\"/a\"}".getBytes(UTF_8))).get();
      producer.send(dead("invalid_json", "shop", ("{oops" + CLEAR_SCREEN).getBytes(UTF_8))).get();
      producer.send(dead("invalid_utf8", "shop", new byte[] {'{', (byte) 0xff, '}'})).get();
    }
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  @Order(1)
  void list_records_areShownWithReasonAndWithoutControlCharacters() {
    Outcome outcome = run("dlq", "list");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("0:0  2023-11-14T22:13:20Z  missing_field (site_id)  from events 1:77")
        .contains("the sentence")
        .contains("{oops\\u001b[2J")
        .contains("3 records.");
  }

  @Test
  @Order(1)
  void list_limitAndReason_choose() {
    assertThat(run("dlq", "list", "--limit", "1").out())
        .contains("0:2  ")
        .doesNotContain("0:1  ")
        .contains("3 records; 2 older ones are not shown (--limit 0).");
    assertThat(run("dlq", "list", "--reason", "invalid_json").out()).contains("1 record.");
  }

  @Test
  @Order(1)
  void show_record_hasItsKey() {
    assertThat(run("dlq", "show", "0:1").out()).contains("key: shop");
    assertThat(run("dlq", "show", "0:99"))
        .satisfies(
            it -> {
              assertThat(it.exitCode()).isEqualTo(1);
              assertThat(it.err()).contains("there is no record at 0:99");
            });
  }

  @Test
  @Order(2)
  void replay_editedFile_reachesTheHomePartition() throws Exception {
    List<String> lines = run("dlq", "list", "--json").out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2)).contains("\"value_base64\":\"e/99\"");
    Path file = folder.resolve("broken.ndjson");
    Files.writeString(
        file, lines.get(1).replaceAll("\\{oops[^\"]*", "{\\\\\"path\\\\\":\\\\\"/b\\\\\"}"));

    Outcome outcome = run("dlq", "replay", file.toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("Sent 1, left out 0.");
    assertThat(events())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.partition()).isEqualTo(HomePartition.of("shop", PARTITIONS));
              assertThat(new String(record.value(), UTF_8))
                  .isEqualTo(
                      "{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"path\":\"/b\","
                          + "\"timestamp\":\"2023-11-14T22:13:20.000Z\",\"event_id\":\"dlq-0-1\"}");
            });
  }

  @Test
  @Order(3)
  void replay_wholeTopicWithSet_leavesOutWhatIsStillBroken() throws Exception {
    Outcome outcome = run("dlq", "replay", "--all", "--set", "site_id=blog");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("Sent 1, left out 2.");
    assertThat(outcome.err()).contains("0:1 is still no event", "0:2 is still no event");
    assertThat(events()).hasSize(2);
  }

  @Test
  @Order(4)
  void replay_dryRun_sendsNothing() throws Exception {
    Outcome outcome = run("dlq", "replay", "--offset", "0:0", "--set", "site_id=blog", "--dry-run");

    assertThat(outcome.out()).contains("Would send 1, left out 0.");
    assertThat(events()).hasSize(2);
  }

  @Test
  @Order(4)
  void replay_withoutASource_isRefused() {
    assertThat(run("dlq", "replay"))
        .satisfies(
            it -> {
              assertThat(it.exitCode()).isEqualTo(2);
              assertThat(it.err()).contains("expected either FILE or one of --offset");
            });
  }

  private Outcome run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        TidemarkCommand.execute(
            Map.of("TIDEMARK_KAFKA_BOOTSTRAP", broker.bootstrap()),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            args);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private List<ConsumerRecord<byte[], byte[]>> events() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(p -> new TopicPartition(Topics.EVENTS, p))
              .toList();
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (all.size() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }

  private static ProducerRecord<byte[], byte[]> dead(String reason, String key, byte[] value) {
    var record = new ProducerRecord<>(Topics.DLQ, key == null ? null : key.getBytes(UTF_8), value);
    Map.of(
            DlqHeaders.REASON, reason,
            DlqHeaders.MESSAGE, "the sentence",
            DlqHeaders.FIELD, "site_id",
            DlqHeaders.TOPIC, "events",
            DlqHeaders.PARTITION, "1",
            DlqHeaders.OFFSET, "77",
            DlqHeaders.ARRIVAL, "1700000000000")
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }
}
