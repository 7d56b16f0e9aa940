package io.tidemark.standalone.dlq;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.tool.KafkaProblem;
import io.tidemark.standalone.tool.LogReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The dead-letter topic, for reading. */
final class DlqTopic {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> config;

  /**
   * The topic of a cluster.
   *
   * @param kafka client settings
   */
  DlqTopic(Map<String, Object> kafka) {
    config = LogReading.settings(kafka);
  }

  /**
   * Reads what is there now, oldest first.
   *
   * @throws StartException if Kafka does not answer or has no such topic
   */
  void forEach(Consumer<DlqRecord> action) throws StartException {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(config)) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      boolean more = true;
      while (more) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long end = Objects.requireNonNullElse(ends.get(partition(record)), 0L);
          if (record.offset() < end) {
            action.accept(DlqRecord.of(record));
          }
        }
        more = ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue());
      }
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer)
      throws StartException {
    var known = consumer.partitionsFor(Topics.DLQ);
    if (known == null || known.isEmpty()) {
      throw new StartException(
          "this Kafka cluster has no topic " + Topics.DLQ + "; a gateway or query server makes it");
    }
    return known.stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
