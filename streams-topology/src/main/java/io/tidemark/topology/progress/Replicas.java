package io.tidemark.topology.progress;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.view.Replica;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state on this instance and how far it trails behind, sampled after each look of {@link
 * LogProgress}. Thread-safe.
 */
public final class Replicas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

  private final KafkaStreams streams;
  private final String store;
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

  private volatile List<Place> sampled = List.of();
  private volatile boolean isSampled;

  private record Place(int partition, boolean active, long lag) {}

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
  public void sample() {
    thread.execute(this::look);
  }

  /**
   * What is here, by partition.
   *
   * @param asOf as {@link Replica#asOf}, by partition
   */
  public List<Replica> all(IntFunction<Instant> asOf) {
    return sampled.stream()
        .map(
            place ->
                new Replica(
                    place.partition(), place.active(), place.lag(), asOf.apply(place.partition())))
        .toList();
  }

  /** Whether all that is here is at most so many rows behind; false before the first sample. */
  public boolean areWithin(long rows) {
    return isSampled && sampled.stream().allMatch(place -> place.lag() <= rows);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void look() {
    if (!streams.state().isRunningOrRebalancing()) {
      return;
    }
    try {
      Map<Integer, LagInfo> places =
          streams.allLocalStorePartitionLags().getOrDefault(store, Map.of());
      Set<Integer> active = active();
      sampled =
          places.entrySet().stream()
              .map(
                  place ->
                      new Place(
                          place.getKey(), active.contains(place.getKey()), lag(place.getValue())))
              .sorted(Comparator.comparingInt(Place::partition))
              .toList();
      if (streams.state() == KafkaStreams.State.RUNNING) {
        isSampled = true;
      }
    } catch (StreamsException | IllegalStateException e) {
      LOG.debug("the age of the local state cannot be told now", e);
    }
  }

  /** The partitions that are processed here. */
  private Set<Integer> active() {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(Topics.EVENTS))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
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
