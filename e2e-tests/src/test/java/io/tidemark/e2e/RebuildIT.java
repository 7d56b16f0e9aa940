package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidemark rebuild} on the packaged distribution, beside real processes. */
@Tag("long")
class RebuildIT {
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final List<String> SITES = MixedTraffic.SITES;
  private static final String CHANGELOG = "tidemark-rollups-changelog";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final MixedTraffic traffic = new MixedTraffic(SEED);

  private record Ran(int exitCode, String text) {}

  @Test
  void rebuild_ofARunningSystem_equalsWhatWasServed_andAnswersMeanwhile(@TempDir Path folder)
      throws Exception {
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      Map<String, JsonNode> before = fill(tidemark);
      killOneInTheMiddle(tidemark, folder);
      Ran dry = rebuild(tidemark, folder, "--dry-run");
      assertThat(dry.text()).contains("No difference: sites 3", "Nothing was changed.");
      assertThat(dry.exitCode()).isZero();
      assertThat(generations(tidemark)).containsExactly("tidemark");
      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger asked = new AtomicInteger();
      List<String> failures = new ArrayList<>();
      Thread asking = new Thread(() -> ask(tidemark, done, asked, failures));
      asking.start();

      Ran ran = rebuild(tidemark, folder);

      done.set(true);
      asking.join();
      assertThat(ran.text()).as("seed %d", SEED).contains("No difference: sites 3");
      assertThat(ran.text()).contains("The new statistics serve.");
      assertThat(ran.exitCode()).isZero();
      assertThat(failures).as("of %d questions", asked.get()).isEmpty();
      assertThat(asked.get()).isGreaterThan(10);
      assertThat(generations(tidemark)).hasSize(1).doesNotContain("tidemark");
      Await.until(
          LONGEST,
          () -> Files.notExists(folder.resolve("data/state/tidemark")),
          () -> "the old statistics are still on the disk");
      Picture.await(tidemark, SITES, before);
      deadLettersAreWrittenOnce(tidemark);
      assertThat(Http.get(tidemark.query("/metrics")).text())
          .contains("tidemark_as_of_age_seconds ", "tidemark_topology_events_total{")
          .contains("kafka_stream_alive_stream_threads{", "tidemark_rocksdb_memory_bytes ");

      traffic.send(tidemark, 300);
      before = Picture.of(tidemark, SITES);
      tidemark.kill();
      tidemark.start();
      Picture.await(tidemark, SITES, before);
    }
  }

  @Test
  void rebuild_afterRowsWereOverwritten_repairsAndTellsTheDifference(@TempDir Path folder)
      throws Exception {
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      Map<String, JsonNode> right = fill(tidemark);
      tidemark.terminate();
      int wrong = overwriteRows(folder.resolve("data/kafka"));
      assertThat(wrong).isPositive();
      io.tidemark.standalone.data.Trees.delete(folder.resolve("data/state"));
      tidemark.start();
      assertThat(Picture.of(tidemark, SITES)).isNotEqualTo(right);
      tidemark.terminate();

      Ran ran = rebuild(tidemark, folder);

      assertThat(ran.text()).as("seed %d", SEED).containsPattern("shop  \\S+  views .* -> ");
      assertThat(ran.text()).containsPattern("Different: sites \\d of 3");
      assertThat(ran.exitCode()).isZero();
      tidemark.start();
      Picture.await(tidemark, SITES, right);
    }
  }

  @Test
  void rebuild_ofALogWithoutItsBeginning_keepsTheDaysThatItNoLongerHas(@TempDir Path folder)
      throws Exception {
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      arriveOnEarlierDays(tidemark);
      Map<String, JsonNode> before = fill(tidemark);
      deleteBeginning(tidemark);

      Ran ran = rebuild(tidemark, folder);

      assertThat(ran.text())
          .as("seed %d", SEED)
          .contains("are carried over as they are")
          .contains("No difference: sites 3");
      assertThat(ran.exitCode()).isZero();
      Picture.await(tidemark, SITES, before);
      traffic.send(tidemark, 300);
      before = Picture.of(tidemark, SITES);

      Ran again = rebuild(tidemark, folder);

      assertThat(again.text()).contains("No difference: sites 3");
      Picture.await(tidemark, SITES, before);
    }
  }

  @Test
  void rebuild_ofACluster_makesAllQueryServersChange(@TempDir Path folder) throws Exception {
    TidemarkProcess cluster = Shared.instance();
    try (var one = query(cluster, Files.createDirectory(folder.resolve("one")));
        var two = query(cluster, Files.createDirectory(folder.resolve("two")))) {
      one.launch();
      two.launch();
      one.awaitReady();
      two.awaitReady();
      Http.post(cluster.ingest("/event"), "{\"site_id\":\"rebuilt\",\"path\":\"/\"}");
      Stats.await(one, "rebuilt", 1);
      Path own = Files.createDirectory(folder.resolve("own"));
      TidemarkProcess tool =
          query(cluster, own)
              .with("TIDEMARK_CLUSTER_SECRET", "")
              .with("TIDEMARK_LOG_LEVEL", "info");

      Ran ran = rebuild(tool, own, "--query", one.query(""));

      assertThat(ran.text()).contains("No difference: ", "The new statistics serve.");
      assertThat(ran.exitCode()).isZero();
      assertThat(Stats.await(one, "rebuilt", 1).views()).isEqualTo(1);
      assertThat(Stats.await(two, "rebuilt", 1).views()).isEqualTo(1);
      Http.post(cluster.ingest("/event"), "{\"site_id\":\"rebuilt\",\"path\":\"/\"}");
      assertThat(Stats.await(one, "rebuilt", 2).views()).isEqualTo(2);
      assertThat(Stats.await(two, "rebuilt", 2).views()).isEqualTo(2);
    }
  }

  private static TidemarkProcess query(TidemarkProcess cluster, Path folder) {
    return new TidemarkProcess("query", folder)
        .with("TIDEMARK_KAFKA_BOOTSTRAP", cluster.bootstrap())
        .with("TIDEMARK_APPLICATION_ID", "rebuilding")
        .with("TIDEMARK_STANDBY_REPLICAS", "0");
  }

  private Map<String, JsonNode> fill(TidemarkProcess tidemark) throws Exception {
    traffic.send(tidemark, 2_000);
    Ran deleted = run(tidemark, tidemark.log().getParent(), "delete", "gone", "--yes");
    assertThat(deleted.exitCode()).as(deleted.text()).isZero();
    traffic.send(tidemark, 1_000);
    return Picture.of(tidemark, SITES);
  }

  private void killOneInTheMiddle(TidemarkProcess tidemark, Path folder) throws Exception {
    Process process =
        tidemark
            .builder(folder, "rebuild")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    Await.until(
        LONGEST,
        () -> generations(tidemark).size() == 2 || !process.isAlive(),
        () -> "no second generation");
    process.destroyForcibly().waitFor();
    assertThat(generations(tidemark)).as("the old one is there").contains("tidemark");
  }

  private static void ask(
      TidemarkProcess tidemark, AtomicBoolean done, AtomicInteger asked, List<String> failures) {
    long views = 0;
    while (!done.get()) {
      try {
        Http.Answer answer = Http.get(tidemark.query("/stats?site_id=shop"));
        long now = answer.json().path("total_views").asLong(-1);
        if (answer.status() != 200 || now < views) {
          failures.add(answer + " after " + views + " views");
        }
        views = Math.max(views, now);
      } catch (IOException | InterruptedException e) {
        failures.add(e.toString());
      }
      asked.incrementAndGet();
    }
  }

  private static void deadLettersAreWrittenOnce(TidemarkProcess tidemark) {
    Map<String, Integer> byOrigin = new HashMap<>();
    for (var letter : records(tidemark.bootstrap(), "events-dlq")) {
      String origin =
          Arrays.stream(letter.headers().toArray())
              .filter(header -> header.key().matches("tidemark.(partition|offset)"))
              .map(header -> new String(header.value(), UTF_8))
              .collect(Collectors.joining(":"));
      byOrigin.merge(origin, 1, Integer::sum);
    }
    assertThat(byOrigin).isNotEmpty().allSatisfy((origin, n) -> assertThat(n).isEqualTo(1));
  }

  /** Each bucket's views are others than were counted, of days and of all time. */
  private static int overwriteRows(Path kafka) throws Exception {
    int overwritten = 0;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(kafka));
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      Map<String, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
      for (var change : records(broker.bootstrap(), CHANGELOG)) {
        byte[] key = change.key();
        boolean header = key.length > 6 && key[key.length - 1] == 0 && key[key.length - 2] == 0;
        if (header && (key[1] == 3 || key[1] == 4)) {
          last.put(Arrays.toString(key), change);
        }
      }
      for (var row : last.values()) {
        if (row.value() != null) {
          byte[] value = row.value().clone();
          value[2] ^= 1; // the lowest bit of the views
          producer.send(new ProducerRecord<>(CHANGELOG, row.partition(), row.key(), value)).get();
          overwritten++;
        }
      }
    }
    return overwritten;
  }

  /** Puts records into the log as if they had arrived on the ten days before. */
  private static void arriveOnEarlierDays(TidemarkProcess tidemark) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", tidemark.bootstrap());
    long now = java.time.Clock.systemUTC().millis();
    try (Admin admin = Admin.create(config);
        var producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      timestamps(admin, "CreateTime");
      int partitions = producer.partitionsFor("events").size();
      for (int hour = 240; hour > 0; hour--) {
        long arrivalMs = now - hour * 3_600_000L;
        for (int partition = 0; partition < partitions; partition++) {
          for (String site : List.of("shop", "blog")) {
            String event =
                "{\"site_id\":\"%s\",\"path\":\"/h%d\",\"user_id\":\"h%d\",\"timestamp\":%d,\"event_id\":\"h%d-%d\"}"
                    .formatted(
                        site,
                        hour % 9,
                        hour % 50,
                        arrivalMs - hour % 5 * 7_200_000L,
                        hour,
                        partition);
            producer
                .send(
                    new ProducerRecord<>(
                        "events",
                        partition,
                        arrivalMs,
                        site.getBytes(UTF_8),
                        event.getBytes(UTF_8)))
                .get();
          }
        }
      }
      timestamps(admin, "LogAppendTime");
    }
    MixedTraffic.awaitCounted(tidemark);
  }

  private static void timestamps(Admin admin, String type) throws Exception {
    var topic =
        new org.apache.kafka.common.config.ConfigResource(
            org.apache.kafka.common.config.ConfigResource.Type.TOPIC, "events");
    var entry = new org.apache.kafka.clients.admin.ConfigEntry("message.timestamp.type", type);
    var set = org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET;
    admin
        .incrementalAlterConfigs(
            Map.of(topic, List.of(new org.apache.kafka.clients.admin.AlterConfigOp(entry, set))))
        .all()
        .get();
  }

  /** As retention does: what arrived more than five days ago is gone. */
  private static void deleteBeginning(TidemarkProcess tidemark) throws Exception {
    Map<TopicPartition, RecordsToDelete> upTo = new HashMap<>();
    long limitMs = java.time.Clock.systemUTC().millis() - 5 * 86_400_000L;
    for (var record : records(tidemark.bootstrap(), "events")) {
      if (record.timestamp() < limitMs) {
        upTo.put(
            new TopicPartition("events", record.partition()),
            RecordsToDelete.beforeOffset(record.offset() + 1));
      }
    }
    assertThat(upTo).hasSize(4);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", tidemark.bootstrap()))) {
      admin.deleteRecords(upTo).all().get();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String bootstrap, String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  private static Set<String> generations(TidemarkProcess tidemark) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", tidemark.bootstrap()))) {
      return admin.listTopics().names().get().stream()
          .filter(topic -> topic.startsWith("tidemark") && topic.endsWith("-rollups-changelog"))
          .map(topic -> topic.substring(0, topic.length() - "-rollups-changelog".length()))
          .collect(Collectors.toSet());
    }
  }

  private static Ran rebuild(TidemarkProcess tidemark, Path folder, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("rebuild"));
    arguments.addAll(List.of(more));
    return run(tidemark, folder, arguments.toArray(String[]::new));
  }

  private static Ran run(TidemarkProcess tidemark, Path folder, String... arguments)
      throws Exception {
    Path log = Files.createTempFile(folder, "tool", ".log");
    Process process =
        tidemark
            .builder(folder, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("it did not end: " + Files.readString(log));
    }
    return new Ran(process.exitValue(), Files.readString(log));
  }
}
