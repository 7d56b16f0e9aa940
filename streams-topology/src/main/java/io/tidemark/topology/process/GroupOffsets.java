package io.tidemark.topology.process;

import io.tidemark.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What the brokers say of a task's partition of {@code events}. Each question opens a connection:
 * for what happens once in a long while.
 */
final class GroupOffsets {
  private final ProcessorContext<?, ?> context;
  private final TopicPartition partition;

  GroupOffsets(ProcessorContext<?, ?> context) {
    this.context = context;
    this.partition = new TopicPartition(Topics.EVENTS, context.taskId().partition());
  }

  /** The partition. */
  TopicPartition partition() {
    return partition;
  }

  /**
   * Where its log ends.
   *
   * @throws StreamsException if Kafka does not tell
   */
  long end() {
    try (Admin admin = admin()) {
      return get(admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition))
          .offset();
    }
  }

  /**
   * What the group has committed; 0: nothing.
   *
   * @throws StreamsException if Kafka does not tell
   */
  long committed() {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> all =
          get(
              admin
                  .listConsumerGroupOffsets(context.applicationId())
                  .partitionsToOffsetAndMetadata());
      OffsetAndMetadata committed = all.get(partition);
      return committed == null ? 0 : committed.offset();
    }
  }

  private Admin admin() {
    Map<String, Object> settings = new HashMap<>(context.appConfigs());
    settings.keySet().retainAll(AdminClientConfig.configNames());
    return Admin.create(settings);
  }

  private <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new StreamsException("the offsets of " + partition + " are not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("stopping", e);
    }
  }
}
