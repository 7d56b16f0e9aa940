package io.tidemark.standalone.sites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.SiteRemoval;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.command.TidemarkCommand;
import io.tidemark.standalone.topics.TopicPlan;
import io.tidemark.standalone.topics.TopicSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} and {@code delete} on a real broker, no statistics running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitesIT {
  private static final int PARTITIONS = 3;
  private static final int HOME = HomePartition.of("shop", PARTITIONS);
  private static final int OTHER = (HOME + 1) % PARTITIONS;

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
    var transactional =
        Map.<String, Object>of(
            "bootstrap.servers",
            broker.bootstrap(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "foreign");
    try (var producer =
        new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, event(HOME, "shop", event("shop", "1", "2025-01-01T00:00:00Z")));
      send(producer, event(HOME, "blog", event("blog", "2", "2025-01-01T00:00:00Z")));
      send(producer, event(HOME, "shop", "{\"no\":\"event\"}"));
      send(producer, event(OTHER, null, event("shop", "3", "2025-01-01T23:59:59.999Z")));
      send(
          producer,
          event(OTHER, "shop", "{\n\"path\":\"/\",\"timestamp\":\"2025-01-02T00:00:00Z\"\n}"));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, event(HOME, "shop", event("shop", "aborted", "2025-01-01T00:00:00Z")));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, event(HOME, "shop", event("shop", "4", "2025-01-03T12:00:00Z")));
      producer.commitTransaction();
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> sent) {
    var unused = producer.send(sent); // what fails shows in the transaction
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void export_aSite_findsItsEventsWhereverTheyAre_homeFirst() throws IOException {
    List<String> lines = export();

    assertThat(lines)
        .containsExactly(
            line("1", "2025-01-01T00:00:00.000Z"),
            line("4", "2025-01-03T12:00:00.000Z"),
            line("3", "2025-01-01T23:59:59.999Z"),
            "{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"path\":\"/\","
                + "\"timestamp\":\"2025-01-02T00:00:00.000Z\"}");
  }

  @Test
  void export_days_includesTheLast_andInstantsExcludeTheEnd() throws IOException {
    assertThat(export("--from", "2025-01-01", "--to", "2025-01-01")).hasSize(2);
    assertThat(export("--to", "2025-01-01T23:59:59.999Z")).hasSize(1);
    assertThat(export("--from", "2025-01-01T23:59:59.999Z", "--to", "2025-01-03T12:00:00Z"))
        .hasSize(2);
    assertThat(export("--from", "2025-01-04")).isEmpty();
    assertThat(export("--from", "2999-01-01")).isEmpty();
  }

  @Test
  void export_toAGzFile_isPacked_andTellsWhatItDid() throws IOException {
    Path file = folder.resolve("shop.ndjson.gz");

    Outcome outcome = run("export", "shop", "--out", file.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("Exported 4 events of shop", "The log holds what arrived");
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), UTF_8).lines()).hasSize(4);
    }
    assertThat(folder.resolve("shop.ndjson.gz.part")).doesNotExist();
  }

  @Test
  void export_toAFolderThatIsNone_fails() {
    Outcome outcome = run("export", "shop", "--out", folder.resolve("none/x").toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("cannot be written");
  }

  @Test
  void delete_whileNothingCounts_isWrittenHomeAndSaysThatItWaits() {
    Outcome outcome = run("delete", "café", "--yes", "--wait", "0");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("the removal of café is written");
    TopicPartition home = new TopicPartition(Topics.EVENTS, HomePartition.of("café", PARTITIONS));
    assertThat(records(home))
        .filteredOn(record -> SiteRemoval.isIn(record.headers()))
        .singleElement()
        .satisfies(record -> assertThat(new String(record.key(), UTF_8)).isEqualTo("café"));
  }

  private List<String> export(String... more) throws IOException {
    Path file = folder.resolve("export.ndjson");
    String[] args = new String[4 + more.length];
    System.arraycopy(new String[] {"export", "shop", "--out", file.toString()}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    assertThat(run(args)).satisfies(it -> assertThat(it.exitCode()).as(it.err()).isZero());
    return Files.readAllLines(file);
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

  private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition of) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(of));
      consumer.seekToBeginning(List.of(of));
      long end = consumer.endOffsets(List.of(of)).getOrDefault(of, 0L);
      var all = new java.util.ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (consumer.position(of) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }

  private static ProducerRecord<byte[], byte[]> event(
      int partition, @Nullable String key, String value) {
    byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
    return new ProducerRecord<>(Topics.EVENTS, partition, keyBytes, value.getBytes(UTF_8));
  }

  private static String event(String site, String id, String time) {
    return "{\"site_id\":\"%s\",\"path\":\"/\",\"event_id\":\"%s\",\"timestamp\":\"%s\"}"
        .formatted(site, id, time);
  }

  private static String line(String id, String time) {
    return "{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"path\":\"/\",\"timestamp\":\"%s\",\"event_id\":\"%s\"}"
        .formatted(time, id);
  }
}
