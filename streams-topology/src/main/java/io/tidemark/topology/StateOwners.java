package io.tidemark.topology;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.GroupView;
import io.tidemark.topology.view.Owners;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Clock clock;
  private final Map<Integer, Owners> lastGood = new ConcurrentHashMap<>();
  private volatile GroupView lastStable = new GroupView(Instant.EPOCH, List.of());

  StateOwners(KafkaStreams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  Owners of(int partition) {
    Owners now = read(new TopicPartition(Topics.EVENTS, partition));
    if (now.active().isPresent()) {
      lastGood.put(partition, now);
      return now;
    }
    return lastGood.getOrDefault(partition, now);
  }

  /** All members; while the group is not stable, as they were before. */
  GroupView group() {
    if (streams.state() == KafkaStreams.State.RUNNING) {
      List<GroupView.Member> members =
          streams.streamsMetadataForStore(RollupStore.NAME).stream()
              .map(
                  instance ->
                      new GroupView.Member(
                          new Endpoint(instance.host(), instance.port()),
                          numbers(instance.topicPartitions()),
                          numbers(instance.standbyTopicPartitions())))
              .toList();
      lastStable = new GroupView(clock.instant(), members);
    }
    return lastStable;
  }

  private static List<Integer> numbers(Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(Topics.EVENTS))
        .map(TopicPartition::partition)
        .sorted()
        .toList();
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
