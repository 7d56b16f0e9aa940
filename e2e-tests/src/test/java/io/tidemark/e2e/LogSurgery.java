package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.generation.GenerationTopics;
import io.tidemark.standalone.generation.Generations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics as time, or a fault, would make them. */
final class LogSurgery {
  private static final String APPLICATION_ID = "tidemark";

  /** Each bucket's views are others than were counted, of days and of all time. */
  static int overwriteRows(Path kafka) throws Exception {
    int overwritten = 0;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(kafka));
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrap());
      String changelog =
          GenerationTopics.rollups(Generations.read(client, APPLICATION_ID).serving());
      Map<String, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
      for (var change : records(broker.bootstrap(), changelog)) {
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
          producer.send(new ProducerRecord<>(changelog, row.partition(), row.key(), value)).get();
          overwritten++;
        }
      }
    }
    return overwritten;
  }

  /** Puts records into the log as if they had arrived on the ten days before. */
  static void arriveOnEarlierDays(TidemarkProcess tidemark) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", tidemark.bootstrap());
    long now = java.time.Clock.systemUTC().millis();
    try (Admin admin = Admin.create(config);
        var producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      timestamps(admin, "CreateTime");
      int partitions = producer.partitionsFor("events").size();
      List<Future<?>> sent = new ArrayList<>();
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
            sent.add(
                producer.send(
                    new ProducerRecord<>(
                        "events",
                        partition,
                        arrivalMs,
                        site.getBytes(UTF_8),
                        event.getBytes(UTF_8))));
          }
        }
      }
      for (Future<?> record : sent) {
        record.get();
      }
      timestamps(admin, "LogAppendTime");
    }
    MixedTraffic.awaitCounted(tidemark);
  }

  private static void timestamps(Admin admin, String type) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, "events");
    var entry = new ConfigEntry("message.timestamp.type", type);
    var set = AlterConfigOp.OpType.SET;
    admin
        .incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, set))))
        .all()
        .get();
  }

  /** As retention does: what arrived more than five days ago is gone. */
  static void deleteBeginning(TidemarkProcess tidemark) throws Exception {
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

  /** All committed records of a topic. */
  static List<ConsumerRecord<byte[], byte[]>> records(String bootstrap, String topic) {
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

  private LogSurgery() {}
}
