package io.tidemark.standalone.topics;

import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What is recorded of the whole installation in {@link Topics#META}; the last record wins. */
final class Installation {
  private static final String PARTITIONS = "partitions";
  private static final TopicPartition META = new TopicPartition(Topics.META, 0);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;

  Installation(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
  }

  /** The number of partitions of {@code events}; empty for a new installation. */
  OptionalInt recordedPartitions() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, null);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Closing waits for the fetch that poll() sends ahead.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    OptionalInt recorded = OptionalInt.empty();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(META));
      consumer.seekToBeginning(List.of(META));
      long end = consumer.endOffsets(List.of(META)).getOrDefault(META, 0L);
      while (consumer.position(META) < end) {
        for (ConsumerRecord<String, String> fact : consumer.poll(POLL)) {
          if (PARTITIONS.equals(fact.key()) && fact.value() != null) {
            recorded = OptionalInt.of(Integer.parseInt(fact.value()));
          }
        }
      }
    }
    return recorded;
  }

  /** Records the number of partitions of {@code events}. */
  void recordPartitions(int partitions) throws ExecutionException, InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.META, PARTITIONS, Integer.toString(partitions)))
          .get();
    }
  }
}
