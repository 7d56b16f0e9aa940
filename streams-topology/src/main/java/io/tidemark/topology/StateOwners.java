package io.tidemark.topology;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/**
 * Who holds each partition's state, from the group's metadata; the last good answer while a
 * rebalance runs. Thread-safe.
 */
final class StateOwners {
  private static final Owners NOBODY = new Owners(Optional.empty(), List.of());

  private final KafkaStreams streams;
  private final Map<Integer, Owners> lastGood = new ConcurrentHashMap<>();

  StateOwners(KafkaStreams streams) {
    this.streams = streams;
  }

  Owners of(int partition) {
    Owners now = read(new TopicPartition(Topics.EVENTS, partition));
    if (now.active().isPresent()) {
      lastGood.put(partition, now);
      return now;
    }
    return lastGood.getOrDefault(partition, now);
  }

  /** How many partitions have a copy on a standby. */
  long copies() {
    if (!streams.state().isRunningOrRebalancing()) {
      return 0;
    }
    return streams.streamsMetadataForStore(RollupStore.NAME).stream()
        .flatMap(instance -> instance.standbyTopicPartitions().stream())
        .filter(partition -> partition.topic().equals(Topics.EVENTS))
        .count();
  }

  private Owners read(TopicPartition partition) {
    if (!streams.state().isRunningOrRebalancing()) {
      return NOBODY;
    }
    Optional<Endpoint> active = Optional.empty();
    List<Endpoint> standbys = new ArrayList<>();
    for (StreamsMetadata instance : streams.streamsMetadataForStore(RollupStore.NAME)) {
      Endpoint endpoint = new Endpoint(instance.host(), instance.port());
      if (instance.topicPartitions().contains(partition)) {
        active = Optional.of(endpoint);
      } else if (instance.standbyTopicPartitions().contains(partition)) {
        standbys.add(endpoint);
      }
    }
    return new Owners(active, standbys);
  }
}
