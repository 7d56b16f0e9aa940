package io.tidemark.benchmarks.system;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.view.Level;
import java.time.Clock;
import java.time.Duration;

/** The topology, as it counts a sandbox's log. */
public final class Counting implements AutoCloseable {
  private static final String EVENTS = "tidemark.topology.events";

  private final Sandbox sandbox;
  private final String applicationId;
  private final MeterRegistry metrics;
  private final StatisticsEngine engine;

  private Counting(
      Sandbox sandbox, String applicationId, MeterRegistry metrics, StatisticsEngine engine) {
    this.sandbox = sandbox;
    this.applicationId = applicationId;
    this.metrics = metrics;
    this.engine = engine;
  }

  /** Starts a topology that has not counted anything, or goes on with what one of its name left. */
  public static Counting start(Sandbox sandbox, String applicationId) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    metrics.config().meterFilter(new ExactTimers());
    return new Counting(
        sandbox,
        applicationId,
        metrics,
        StatisticsEngine.start(
            sandbox.topology(applicationId),
            sandbox.partitions(),
            sandbox.kafka(),
            metrics,
            Clock.systemUTC()));
  }

  /** Timers with percentiles over all of a run. */
  private static final class ExactTimers implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      return DistributionStatisticConfig.builder()
          .percentilesHistogram(false)
          .percentiles(0.5, 0.99, 1)
          .percentilePrecision(3)
          .expiry(Duration.ofHours(2))
          .bufferLength(1)
          .build()
          .merge(config);
    }
  }

  public StatisticsEngine engine() {
    return engine;
  }

  public MeterRegistry metrics() {
    return metrics;
  }

  /** Events seen since the start, valid ones, whatever became of them. */
  public long seen() {
    double sum = 0;
    for (Counter counter : metrics.find(EVENTS).counters()) {
      sum += counter.count();
    }
    return (long) sum;
  }

  /**
   * Waits until a log is counted, from the first record seen to the last offset committed, and
   * checks the totals.
   *
   * @return what it took, nanoseconds
   */
  public long awaitAll(EventLog log) throws Exception {
    Wait.until("the first event to be counted", 1, () -> seen() > 0);
    long startNs = System.nanoTime();
    awaitCommitted(log.events());
    check(log);
    return System.nanoTime() - startNs;
  }

  /**
   * Waits until all of the topic is counted and committed.
   *
   * @param events about how many there are
   */
  public void awaitCommitted(long events) throws Exception {
    try (Committed committed = new Committed(sandbox.kafka(), sandbox.partitions());
        Progress bar = Progress.of("counting", events)) {
      Wait.until(
          "all events to be counted",
          5,
          this::seen,
          () -> {
            long seen = seen();
            bar.to(seen);
            return seen >= events;
          });
      Wait.until("the last commit", 2, this::seen, () -> committed.missing(applicationId) == 0);
    }
  }

  /**
   * Compares the views of every site.
   *
   * @throws IllegalStateException naming the first site whose views are others
   */
  public void check(EventLog log) {
    log.viewsOfSite()
        .forEach(
            (site, views) -> {
              long counted =
                  engine
                      .view(HomePartition.of(site, sandbox.partitions()))
                      .totals(site, Level.ALL, 0)
                      .map(totals -> totals.views())
                      .orElse(0L);
              if (counted != views) {
                throw new IllegalStateException(
                    site + " has " + counted + " views; expected " + views);
              }
            });
  }

  @Override
  public void close() {
    engine.close();
    metrics.close();
  }
}
