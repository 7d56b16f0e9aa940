package io.tidemark.topology.progress;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.progress.LogProgress.Counted;
import io.tidemark.topology.view.Replica;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How old the state on this instance is, sampled after each look of {@link LogProgress}.
 * Thread-safe.
 *
 * <p>A running active task has what the group has counted, unless the group has counted further
 * than it knows of: then this instance was paused and another one has taken over, which it has not
 * noticed yet. Standbys, and state being restored, are as old as their place in the changelog.
 */
public final class Replicas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

  private final KafkaStreams streams;
  private final String store;
  private final Map<Integer, ReplicaAge> ages = new HashMap<>();
  // one sample at a time; what comes while one runs is left out
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(1),
          Replicas::daemon,
          new ThreadPoolExecutor.DiscardPolicy());

  private volatile Map<Integer, Replica> sampled = Map.of();

  /**
   * Of a client.
   *
   * @param store the state store whose place in the changelog counts
   */
  public Replicas(KafkaStreams streams, String store) {
    this.streams = streams;
    this.store = store;
  }

  /** Samples in the background; returns at once. */
  public void sample(Counted counted) {
    thread.execute(() -> look(counted));
  }

  /** What is here, by partition. */
  public List<Replica> all() {
    return sampled.values().stream()
        .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
        .toList();
  }

  /** As {@link Replica#asOf}. */
  public Instant asOf(int partition) {
    Replica replica = sampled.get(partition);
    return replica == null ? Instant.EPOCH : replica.asOf();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void look(Counted counted) {
    if (!streams.state().isRunningOrRebalancing()) {
      return;
    }
    try {
      Map<Integer, LagInfo> places =
          streams.allLocalStorePartitionLags().getOrDefault(store, Map.of());
      Set<Integer> active = new HashSet<>();
      Set<Integer> overtaken = new HashSet<>();
      for (TaskMetadata task : activeTasks()) {
        task.topicPartitions().stream()
            .filter(partition -> partition.topic().equals(Topics.EVENTS))
            .forEach(partition -> active.add(partition.partition()));
        task.committedOffsets().entrySet().stream()
            .filter(own -> isBehind(own, counted))
            .forEach(own -> overtaken.add(own.getKey().partition()));
      }
      ages.keySet().retainAll(places.keySet());
      Map<Integer, Replica> found = new HashMap<>();
      places.forEach(
          (partition, place) -> {
            ReplicaAge age = ages.computeIfAbsent(partition, p -> new ReplicaAge());
            if (!overtaken.contains(partition)) {
              age.advance(counted.asOf(), place.currentOffsetPosition(), place.endOffsetPosition());
            }
            found.put(
                partition,
                new Replica(partition, active.contains(partition), lag(place), age.asOf()));
          });
      sampled = found;
    } catch (StreamsException | IllegalStateException e) {
      LOG.debug("the age of the local state cannot be told now", e);
    }
  }

  private List<TaskMetadata> activeTasks() {
    List<TaskMetadata> tasks = new ArrayList<>();
    streams.metadataForLocalThreads().forEach(thread -> tasks.addAll(thread.activeTasks()));
    return tasks;
  }

  /** Whether the group has counted further than a task here knows it has. */
  private static boolean isBehind(Map.Entry<TopicPartition, Long> own, Counted counted) {
    Long group = counted.committed().get(own.getKey());
    return own.getValue() >= 0 && group != null && own.getValue() < group;
  }

  private static long lag(LagInfo place) {
    long missing = place.endOffsetPosition() - place.currentOffsetPosition();
    return missing <= 1 ? 0 : missing; // the last one is a transaction's marker
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "tidemark-replicas");
    thread.setDaemon(true);
    return thread;
  }
}
