package io.tidemark.topology.progress;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.process.EventTopology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, each second, how far the group has counted the log. Thread-safe.
 *
 * <p>It asks the brokers, so it tells the same on every instance, whichever partitions live there.
 */
public final class LogProgress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogProgress.class);
  private static final int UNKNOWN = -1;
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final Admin admin;
  private final String groupId;
  private final String rekeyTopic;
  private final Clock clock;
  private final IntSupplier hops;
  private final Runnable looked;
  private final ScheduledExecutorService thread;
  private final Watermark watermark = new Watermark();
  private final Marks marks = new Marks();

  /** The last look; empty if it failed. */
  private volatile Optional<Offsets> last = Optional.empty();

  private volatile int underReplicated = UNKNOWN;

  /**
   * Starts watching.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   * @param applicationId the topology's, which is its consumer group
   * @param looked runs after each look that was answered, on the watching thread; must not block it
   */
  public LogProgress(
      Map<String, Object> kafka, String applicationId, Clock clock, Runnable looked) {
    this(kafka, applicationId, clock, () -> 1, looked);
  }

  /**
   * The same where records may be sent on more than once.
   *
   * @param hops how often a record is sent through the re-key topic at most, at least 1
   */
  public LogProgress(
      Map<String, Object> kafka,
      String applicationId,
      Clock clock,
      IntSupplier hops,
      Runnable looked) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, applicationId + "-progress");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    this.admin = Admin.create(config);
    this.groupId = applicationId;
    this.rekeyTopic = applicationId + "-" + EventTopology.REKEY_TOPIC;
    this.clock = clock;
    this.hops = hops;
    this.looked = looked;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread watcher = new Thread(task, "tidemark-progress");
              watcher.setDaemon(true);
              return watcher;
            });
    var unused =
        thread.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Records appended and not yet counted; empty if the last look failed. */
  public OptionalLong backlog() {
    return last.map(Offsets::backlog).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** Records of one partition appended and not yet counted; empty if the last look failed. */
  public OptionalLong backlog(int partition) {
    return last.map(look -> OptionalLong.of(look.backlog(partition))).orElse(OptionalLong.empty());
  }

  /** Whether Kafka answered the last look. */
  public boolean connected() {
    return last.isPresent();
  }

  /** Every event acknowledged before this instant is counted; the epoch: unknown. */
  public Instant asOf() {
    return marks.newest();
  }

  /**
   * Every event acknowledged before this instant is in a copy of a partition's state.
   *
   * @param countedTo up to where that copy has counted the partition of {@code events}
   */
  public Instant asOf(int partition, long countedTo) {
    return marks.asOf(partition, countedTo);
  }

  /**
   * The same of a copy that may lag, with all that came by the re-key topic; earlier than need be.
   */
  public Instant provenAsOf(int partition, long countedTo) {
    return marks.provenAsOf(partition, countedTo);
  }

  /** Partitions of {@code events} that lack a copy; -1: unknown. */
  public int underReplicated() {
    return underReplicated;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ZERO);
  }

  private void look() {
    try {
      Instant at = clock.instant();
      List<TopicPartitionInfo> events = partitions(Topics.EVENTS);
      Map<TopicPartition, Long> eventsEnd = ends(Topics.EVENTS, events);
      Map<TopicPartition, Long> committed = committed();
      Map<TopicPartition, Long> rekeyEnd = ends(rekeyTopic, partitions(rekeyTopic));
      Offsets offsets = new Offsets(at, eventsEnd, committed, rekeyEnd);
      watermark.advance(offsets, hops.getAsInt());
      marks.add(watermark.mark());
      last = Optional.of(offsets);
      underReplicated = lackingACopy(events);
      looked.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("Kafka did not tell the offsets of {}", Topics.EVENTS, e);
      last = Optional.empty();
      underReplicated = UNKNOWN;
    }
  }

  private static int lackingACopy(List<TopicPartitionInfo> partitions) {
    return (int) partitions.stream().filter(p -> p.isr().size() < p.replicas().size()).count();
  }

  /** A topic's partitions; none while it does not exist. */
  private List<TopicPartitionInfo> partitions(String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return Objects.requireNonNull(
              admin
                  .describeTopics(List.of(topic))
                  .allTopicNames()
                  .get(3, TimeUnit.SECONDS)
                  .get(topic))
          .partitions();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw e;
    }
  }

  /** Where each of a topic's partitions ends. */
  private Map<TopicPartition, Long> ends(String topic, List<TopicPartitionInfo> partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(
        p -> question.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        admin.listOffsets(question).all().get(3, TimeUnit.SECONDS);
    answer.forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private Map<TopicPartition, Long> committed()
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    admin
        .listConsumerGroupOffsets(groupId)
        .partitionsToOffsetAndMetadata()
        .get(3, TimeUnit.SECONDS)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }
}
