package io.tidemark.standalone.carry;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.standalone.generation.GenerationTopics;
import io.tidemark.topology.rows.Rows;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a new generation rows to begin with: they are written to its changelog, from which its
 * stores are restored when it starts. For one thread.
 */
public final class Seed implements AutoCloseable {
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  private final Admin admin;
  private final Generation generation;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private Seed(Admin admin, Generation generation, Map<String, Object> kafka) {
    this.admin = admin;
    this.generation = generation;
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Begins.
   *
   * @param kafka client settings
   * @param generation one that has nothing yet
   * @param like the one whose changelog tells how the new one is made
   */
  public static Seed of(Map<String, Object> kafka, Generation generation, Generation like)
      throws ExecutionException, InterruptedException {
    Admin admin = Admin.create(kafka);
    try {
      GenerationTopics.createRollups(admin, generation, like);
      return new Seed(admin, generation, kafka);
    } catch (ExecutionException | InterruptedException | RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  /** Takes rows of a partition's store. */
  public Rows.Batch partition(int partition) {
    return new Rows.Batch() {
      @Override
      public void put(byte[] key, byte[] value) {
        send(partition, key, value);
      }

      @Override
      public void delete(byte[] key) {
        send(partition, key, null);
      }
    };
  }

  @SuppressWarnings("NullAway") // Kafka's own null: a tombstone
  private void send(int partition, byte[] key, byte @Nullable [] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(GenerationTopics.rollups(generation), partition, key, value),
            (metadata, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              }
            });
  }

  /**
   * Waits until all is acknowledged.
   *
   * @param refusals up to where the reports of refusals are in the rows, by partition
   */
  public void complete(Map<Integer, Long> refusals)
      throws ExecutionException, InterruptedException {
    producer.flush();
    Exception problem = failure.get();
    if (problem != null) {
      throw new ExecutionException(problem);
    }
    Map<TopicPartition, OffsetAndMetadata> counted = new HashMap<>();
    refusals.forEach(
        (partition, offset) ->
            counted.put(
                new TopicPartition(Topics.REFUSALS, partition), new OffsetAndMetadata(offset)));
    if (!counted.isEmpty()) {
      admin.alterConsumerGroupOffsets(generation.applicationId(), counted).all().get();
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
