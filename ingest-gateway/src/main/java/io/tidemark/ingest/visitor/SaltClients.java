package io.tidemark.ingest.visitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.ingest.meters.ClientMeters;
import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka clients of the salt log, from its beginning. For one thread, but {@link #wakeup}. */
final class SaltClients {
  private static final Logger LOG = LoggerFactory.getLogger(SaltClients.class);
  private static final TopicPartition SALTS = new TopicPartition(Topics.SALTS, 0);
  private static final String CLIENT_ID = "tidemark-gateway-salts";
  private static final int TIMEOUT_MS = 5000;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final ClientMeters meters;
  private long endAtStart = -1;

  private SaltClients(
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer,
      MeterRegistry registry) {
    this.consumer = consumer;
    this.producer = producer;
    this.meters = new ClientMeters(registry);
    meters.add(consumer);
    meters.add(producer);
  }

  /** Connects in the background; throws what Kafka's clients throw. */
  static SaltClients open(Map<String, Object> kafka, MeterRegistry registry) {
    Map<String, Object> common = new HashMap<>(kafka);
    common.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
    common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    common.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    Map<String, Object> reading = new HashMap<>(common);
    reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    Map<String, Object> writing = new HashMap<>(common);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    writing.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    writing.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      consumer.assign(List.of(SALTS));
      consumer.seekToBeginning(List.of(SALTS));
      return new SaltClients(
          consumer,
          new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer()),
          registry);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The next records, at most so long waited for. */
  ConsumerRecords<String, byte[]> poll(Duration timeout) {
    if (endAtStart < 0) {
      endAtStart = consumer.endOffsets(List.of(SALTS)).getOrDefault(SALTS, 0L);
    }
    return consumer.poll(timeout);
  }

  /** Whether everything was read that was in the log when these clients were opened. */
  boolean isCaughtUp() {
    return endAtStart >= 0 && consumer.position(SALTS) >= endAtStart;
  }

  /**
   * Writes a record; that it arrived shows when it is read.
   *
   * @param value null: the key's value is to be forgotten
   */
  @SuppressWarnings({
    "FutureReturnValueIgnored",
    "NullAway"
  }) // read back; Kafka's value may be null
  void write(String key, byte @Nullable [] value, long timestampMs) {
    producer.send(
        new ProducerRecord<>(Topics.SALTS, 0, timestampMs, key, value),
        (metadata, error) -> {
          if (error != null) {
            LOG.warn("Writing to {} failed with {}", Topics.SALTS, error.toString());
          }
        });
  }

  /** Ends a poll; from any thread. */
  void wakeup() {
    consumer.wakeup();
  }

  void close() {
    meters.close();
    producer.close(Duration.ofMillis(500));
    consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
  }
}
