package io.tidemark.standalone.topics;

import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/**
 * Facts about the whole installation, on the compacted topic {@link Topics#META}. Not thread-safe.
 */
public final class Facts implements AutoCloseable {
  private static final TopicPartition META = new TopicPartition(Topics.META, 0);

  private static final int TIMEOUT_MS = 10_000;

  private final Map<String, String> known = new HashMap<>();
  private final KafkaConsumer<String, String> consumer;

  /**
   * Those of a cluster, to be read from the beginning on.
   *
   * @param kafka client settings
   */
  public Facts(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    consumer.assign(List.of(META));
    consumer.seekToBeginning(List.of(META));
  }

  /** All of a cluster, as they are now. */
  public static Map<String, String> of(Map<String, Object> kafka) {
    try (Facts facts = new Facts(kafka)) {
      long end = facts.consumer.endOffsets(List.of(META)).getOrDefault(META, 0L);
      while (facts.consumer.position(META) < end) {
        facts.poll(Duration.ofMillis(200));
      }
      return Map.copyOf(facts.known);
    }
  }

  /**
   * Writes one and waits for the acknowledgement.
   *
   * @param value null: it is forgotten
   */
  public static void write(Map<String, Object> kafka, String name, @Nullable String value)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.META, name, value)).get();
    }
  }

  /** Waits for more at most so long; what is known then. */
  public Map<String, String> poll(Duration longest) {
    for (ConsumerRecord<String, String> fact : consumer.poll(longest)) {
      if (fact.value() == null) {
        known.remove(fact.key());
      } else {
        known.put(fact.key(), fact.value());
      }
    }
    return Map.copyOf(known);
  }

  /** Ends a {@link #poll} of another thread, which throws. */
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
