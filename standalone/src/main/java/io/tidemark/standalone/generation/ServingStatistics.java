package io.tidemark.standalone.generation;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.standalone.StartException;
import io.tidemark.topology.TopologyConfig;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statistics of the generation that serves. When another one is recorded to serve, it is
 * started beside, and takes over once it is as far as this one; meanwhile and during the change
 * questions are answered. For any thread.
 */
public final class ServingStatistics implements Statistics, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServingStatistics.class);
  private static final long POLL_MS = 20;

  /** How long the one before can still be read, by peers that have not changed yet. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final TopologyConfig config;
  private final int partitions;
  private final Map<String, Object> kafka;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final GenerationWatch watch;
  private volatile RunningGeneration current;

  /** The one that comes, or the one that goes, while there are two. */
  private volatile @Nullable RunningGeneration other;

  private ServingStatistics(
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      MeterRegistry metrics,
      Clock clock,
      Generation serving) {
    this.config = config;
    this.partitions = partitions;
    this.kafka = kafka;
    this.metrics = metrics;
    this.clock = clock;
    this.current = RunningGeneration.serving(serving, config, partitions, kafka, metrics, clock);
    this.watch = new GenerationWatch(kafka, serving, () -> deleteOlder(serving), this::changeTo);
  }

  /**
   * Starts the generation that is recorded to serve; returns at once, {@link #ready()} says when it
   * can be read. The topics must exist.
   *
   * @param config with the name of the generations as its application id
   * @param partitions N, the number of partitions of {@code events}
   * @param kafka client settings
   */
  public static ServingStatistics start(
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      MeterRegistry metrics,
      Clock clock)
      throws StartException {
    Generation serving = Generations.read(kafka, config.applicationId()).serving();
    StateFolders.deleteOlder(config.stateDir(), serving);
    return new ServingStatistics(config, partitions, kafka, metrics, clock, serving);
  }

  /** The generation that answers now. */
  public Generation serving() {
    return current.generation;
  }

  private void changeTo(Generation next) {
    RunningGeneration before = current;
    LOG.info("the statistics' generation {} takes over from {}", next, before.generation);
    RunningGeneration coming =
        RunningGeneration.coming(next, config, partitions, kafka, metrics, clock);
    other = coming;
    try {
      while (!isAsFarAs(coming, before)) {
        if (coming.engine.hasStopped()) {
          LOG.error("the generation {} cannot be read; {} goes on", next, before.generation);
          other = null;
          coming.close();
          return;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      coming.replace(before);
      current = coming;
      other = before;
      LOG.info("the statistics' generation {} serves", next);
      TimeUnit.NANOSECONDS.sleep(GRACE.toNanos());
      other = null;
      before.close();
      StateFolders.deleteOlder(config.stateDir(), next);
      deleteOlder(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing, which closes both
    }
  }

  /** What another server still counts is deleted by that one, or by the next start. */
  private void deleteOlder(Generation serving) {
    try {
      if (serving.number() > 1) {
        GenerationTopics.deleteOlder(kafka, serving);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether no answer would be older than before: not of what is here, nor of the whole. */
  private boolean isAsFarAs(RunningGeneration coming, RunningGeneration before) {
    if (!coming.engine.ready() || coming.engine.asOf().isBefore(before.engine.asOf())) {
      return false;
    }
    for (int partition = 0; partition < partitions; partition++) {
      Instant now = asOf(coming, partition);
      Instant old = asOf(before, partition);
      if (now != null && old != null && now.isBefore(old)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Instant asOf(RunningGeneration of, int partition) {
    try {
      return of.engine.asOf(partition);
    } catch (ViewUnavailableException e) {
      return null;
    }
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public RollupView view(int partition) {
    return ofAny(statistics -> statistics.view(partition));
  }

  @Override
  public Instant asOf(int partition) {
    return ofAny(statistics -> statistics.asOf(partition));
  }

  @Override
  public Instant hotAsOf(int partition) {
    return ofAny(statistics -> statistics.hotAsOf(partition));
  }

  @Override
  public int parts(String siteId) {
    return current.engine.parts(siteId);
  }

  @Override
  public int generation() {
    return current.generation.number();
  }

  /** Asks the one that serves; or else the other one, for a peer that has or has not changed. */
  private <T> T ofAny(Function<Statistics, T> question) {
    try {
      return question.apply(current.engine);
    } catch (ViewUnavailableException e) {
      RunningGeneration second = other;
      if (second == null) {
        throw e;
      }
      return question.apply(second.engine);
    }
  }

  @Override
  public Owners owners(int partition) {
    return current.engine.owners(partition);
  }

  @Override
  public Endpoint self() {
    return current.engine.self();
  }

  @Override
  public Instant asOf() {
    return current.engine.asOf();
  }

  @Override
  public List<Replica> replicas() {
    return current.engine.replicas();
  }

  @Override
  public GroupView group() {
    return current.engine.group();
  }

  @Override
  public OptionalLong backlog() {
    return current.engine.backlog();
  }

  @Override
  public OptionalLong backlog(int partition) {
    return current.engine.backlog(partition);
  }

  @Override
  public boolean connected() {
    return current.engine.connected();
  }

  @Override
  public boolean ready() {
    return current.engine.ready();
  }

  @Override
  public Duration retention(Level level) {
    return current.engine.retention(level);
  }

  @Override
  public Set<Dimension> dimensions() {
    return current.engine.dimensions();
  }

  /** Commits, leaves the groups, closes the stores. */
  @Override
  public void close() {
    watch.close();
    RunningGeneration second = other;
    if (second != null) {
      second.close();
    }
    current.close();
  }
}
