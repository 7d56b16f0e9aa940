package io.tidemark.ingest.publish;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks whether a topic can be written to; never blocks. */
final class TopicProbe {
  private final Admin admin;
  private final String topic;

  TopicProbe(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /**
   * What was found.
   *
   * @param partitions how many partitions the topic has; 0: unknown
   * @param problem why it cannot be written to, as a sentence; null: it can
   */
  record Finding(int partitions, @Nullable String problem) {}

  /** Asks the cluster; completes within the client's time-out, never exceptionally. */
  CompletionStage<Finding> look() {
    CompletableFuture<TopicDescription> description =
        future(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    // Who may write need not be allowed to see the settings: then one replica in sync must do.
    CompletableFuture<Integer> minInSync =
        future(admin.describeConfigs(Set.of(resource)).values().get(resource))
            .handle((config, error) -> error == null ? minInSync(config) : 1);
    return description.thenCombine(minInSync, this::judge).exceptionally(this::unreachable);
  }

  private static <T> CompletableFuture<T> future(@Nullable KafkaFuture<T> answer) {
    return Objects.requireNonNull(answer, "no answer to what was asked")
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static int minInSync(Config config) {
    ConfigEntry entry = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    return entry == null || entry.value() == null ? 1 : Integer.parseInt(entry.value());
  }

  private Finding judge(TopicDescription description, int minInSync) {
    List<TopicPartitionInfo> partitions = description.partitions();
    for (TopicPartitionInfo partition : partitions) {
      if (partition.leader() == null || partition.leader().isEmpty()) {
        return new Finding(
            partitions.size(),
            "partition %d of topic %s has no leader".formatted(partition.partition(), topic));
      }
      if (partition.isr().size() < minInSync) {
        return new Finding(
            partitions.size(),
            "partition %d of topic %s has %d replicas in sync of the %d it needs"
                .formatted(partition.partition(), topic, partition.isr().size(), minInSync));
      }
    }
    return new Finding(partitions.size(), null);
  }

  private Finding unreachable(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new Finding(0, "Kafka has no topic " + topic);
    }
    return new Finding(
        0,
        cause instanceof TimeoutException
            ? "Kafka is not reachable"
            : "Kafka refuses the gateway (" + cause.getClass().getSimpleName() + ")");
  }
}
