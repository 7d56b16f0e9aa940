package io.tidemark.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.hot.HotSitesLog;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.process.EventTopology;
import io.tidemark.topology.process.TopologyMetrics;
import io.tidemark.topology.progress.LogProgress;
import io.tidemark.topology.progress.Replicas;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rows.StoredFormatException;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.CommittedTransactions;
import io.tidemark.topology.store.LocalViews;
import io.tidemark.topology.store.RocksDbMemory;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.GroupView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.Replica;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.Statistics;
import io.tidemark.topology.view.ViewUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology: Kafka Streams with its stores. */
public final class StatisticsEngine implements Statistics, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatisticsEngine.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration HOT_SITES_TIMEOUT = Duration.ofSeconds(5);

  /** A copy that lacks what so many commits write may take over: that is restored in a moment. */
  private static final long COMMITS_TO_TAKE_OVER = 2;

  private final int partitions;
  private final TopologyConfig config;
  private final RocksDbMemory memory;
  private final KafkaStreams streams;
  private final Runnable unbindMeters;
  private final HotSitesLog hotSites;
  private final LogProgress progress;
  private final Replicas replicas;
  private final LocalViews views;
  private final StateOwners owners;
  private final Retention retention;
  private volatile boolean hasCaughtUp;

  private StatisticsEngine(
      TopologyConfig config,
      int partitions,
      RocksDbMemory memory,
      KafkaStreams streams,
      Runnable unbindMeters,
      HotSitesLog hotSites,
      LogProgress progress,
      Replicas replicas,
      LocalViews views,
      Clock clock) {
    this.partitions = partitions;
    this.config = config;
    this.memory = memory;
    this.streams = streams;
    this.unbindMeters = unbindMeters;
    this.hotSites = hotSites;
    this.progress = progress;
    this.replicas = replicas;
    this.views = views;
    this.owners = new StateOwners(streams, clock);
    this.retention = Retention.of(config.minuteRetention(), config.hourRetention());
  }

  /**
   * Starts processing; returns at once, {@link #ready()} says when the state can be read. The
   * topics must exist.
   *
   * @param partitions N, the number of partitions of {@code events}
   * @param kafka client settings ({@code bootstrap.servers}, security)
   */
  public static StatisticsEngine start(
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      MeterRegistry metrics,
      Clock clock) {
    return start(config, partitions, kafka, true, metrics, clock);
  }

  /**
   * Starts counting beside the generation that serves: what is no event is passed over, because
   * that one sends it to {@code events-dlq}.
   */
  public static StatisticsEngine startBeside(
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      MeterRegistry metrics,
      Clock clock) {
    return start(config, partitions, kafka, false, metrics, clock);
  }

  private static StatisticsEngine start(
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      boolean deadLetters,
      MeterRegistry metrics,
      Clock clock) {
    HotSitesLog hotSites = HotSitesLog.follow(kafka, config.applicationId());
    HotSites sites = hotSites.sites();
    RocksDbMemory memory = new RocksDbMemory(config.rocksDbBytes());
    LocalViews views = new LocalViews();
    CommittedTransactions transactions = new CommittedTransactions();
    MeasuredStreams streams =
        new MeasuredStreams(
            EventTopology.build(
                config,
                partitions,
                deadLetters,
                sites,
                new Commits(transactions::count, clock),
                views,
                new TopologyMetrics(metrics)),
            StreamsSettings.of(config, kafka, memory),
            new StreamsClients(transactions));
    streams.setUncaughtExceptionHandler(
        failure -> {
          if (isOfAnotherFormat(failure)) {
            LOG.error("Counting stops: {}", failure.getMessage(), failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          }
          LOG.error("A stream thread failed; another takes its place", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.setGlobalStateRestoreListener(new RestoreLog(clock));
    Replicas replicas = new Replicas(streams, RollupStore.NAME);
    LogProgress progress =
        new LogProgress(kafka, config.applicationId(), clock, () -> hops(sites), replicas::sample);
    StatisticsEngine engine =
        new StatisticsEngine(
            config,
            partitions,
            memory,
            streams,
            streams.bindTo(metrics),
            hotSites,
            progress,
            replicas,
            views,
            clock);
    EngineMeters.register(engine, progress, memory, clock, metrics);
    awaitHotSites(hotSites);
    streams.start();
    return engine;
  }

  /**
   * How often an event is sent on at most: to its part, from there to each part before it, and
   * back.
   */
  private static int hops(HotSites sites) {
    int parts = sites.mostParts();
    return parts == 1 ? 1 : parts + 1;
  }

  /** Counting is right without; but events of hot sites would go a longer way for a moment. */
  private static void awaitHotSites(HotSitesLog hotSites) {
    try {
      if (!hotSites.awaitEnd(HOT_SITES_TIMEOUT)) {
        LOG.warn("Topic {} was not read to its end yet; counting begins", Topics.HOT_SITES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public RollupView view(int partition) {
    return views.view(partition);
  }

  @Override
  public Owners owners(int partition) {
    return owners.of(partition);
  }

  @Override
  public Endpoint self() {
    return config.self();
  }

  @Override
  public Instant asOf(int partition) {
    return progress.asOf(partition, view(partition).countedTo());
  }

  @Override
  public Instant hotAsOf(int partition) {
    boolean isActive = owners(partition).active().filter(self()::equals).isPresent();
    return isActive ? asOf(partition) : progress.provenAsOf(partition, view(partition).countedTo());
  }

  @Override
  public int parts(String siteId) {
    return Math.min(partitions, hotSites.sites().parts(siteId));
  }

  @Override
  public Instant asOf() {
    return progress.asOf();
  }

  @Override
  public List<Replica> replicas() {
    return replicas.all(this::age);
  }

  private Instant age(int partition) {
    try {
      return asOf(partition);
    } catch (ViewUnavailableException e) {
      return Instant.EPOCH;
    }
  }

  @Override
  public GroupView group() {
    return owners.group();
  }

  @Override
  public OptionalLong backlog() {
    return progress.backlog();
  }

  @Override
  public OptionalLong backlog(int partition) {
    return progress.backlog(partition);
  }

  @Override
  public boolean connected() {
    return progress.connected();
  }

  /**
   * Once after the start, its copies of others' partitions must be there too: whoever restarts one
   * instance after the other waits for this, and the next one's partitions need a place to go.
   */
  @Override
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING
        && hasCaughtUp()
        && streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .flatMap(task -> task.topicPartitions().stream())
            .filter(partition -> partition.topic().equals(Topics.EVENTS))
            .map(TopicPartition::partition)
            .allMatch(this::answers);
  }

  private boolean hasCaughtUp() {
    if (!hasCaughtUp) {
      hasCaughtUp =
          config.standbyReplicas() == 0
              || replicas.areWithin(COMMITS_TO_TAKE_OVER * config.dirtyRows());
    }
    return hasCaughtUp;
  }

  /** Whether counting has stopped for good, because of a stored format for example. */
  public boolean hasStopped() {
    return streams.state().hasCompletedShutdown() || streams.state().isShuttingDown();
  }

  /** Copies of partitions that are wanted on standbys and not there. */
  long missingStandbys() {
    return Math.max(0, (long) config.standbyReplicas() * partitions - owners.copies());
  }

  @Override
  public Duration retention(Level level) {
    return Duration.ofMillis(retention.keptMs(level));
  }

  @Override
  public Set<Dimension> dimensions() {
    return config.dimensions();
  }

  /** Commits, leaves the group, closes the stores. */
  @Override
  public void close() {
    progress.close();
    replicas.close();
    unbindMeters.run();
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_TIMEOUT));
    hotSites.close();
    memory.close();
  }

  private static boolean isOfAnotherFormat(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoredFormatException) {
        return true;
      }
    }
    return false;
  }

  private boolean answers(int partition) {
    try {
      view(partition).site("");
      return true;
    } catch (ViewUnavailableException e) {
      return false;
    }
  }
}
