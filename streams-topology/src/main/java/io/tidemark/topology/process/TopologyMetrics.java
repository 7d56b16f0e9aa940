package io.tidemark.topology.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.topology.store.FlushObserver;
import java.time.Duration;

/** What the topology counts about its own work. Thread-safe. */
public final class TopologyMetrics implements FlushObserver {
  private final MeterRegistry registry;
  private final Counter counted;
  private final Counter duplicates;
  private final Counter bots;
  private final Counter strays;
  private final Counter removed;

  public TopologyMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.counted = events("counted");
    this.duplicates = events("duplicate");
    this.bots = events("bot");
    this.removed = events("removed");
    this.strays =
        Counter.builder("tidemark.topology.rekeyed")
            .description("Records that arrived on a partition that is not their site's")
            .register(registry);
    refusals(RefusalCode.INVALID_JSON);
  }

  void counted() {
    counted.increment();
  }

  void duplicate() {
    duplicates.increment();
  }

  void bot() {
    bots.increment();
  }

  void stray() {
    strays.increment();
  }

  /** An event came home after its site was removed, and is older than that. */
  void removed() {
    removed.increment();
  }

  void refused(RefusalCode code) {
    refusals(code).increment();
  }

  @Override
  public void flushed(String store, int rows, long durationNs) {
    Timer.builder("tidemark.topology.flush")
        .description("Time a commit took to write what a store had changed")
        .tag("store", store)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry)
        .record(Duration.ofNanos(durationNs));
    DistributionSummary.builder("tidemark.topology.flush.rows")
        .description("Rows a commit wrote")
        .tag("store", store)
        .register(registry)
        .record(rows);
  }

  private Counter events(String result) {
    return Counter.builder("tidemark.topology.events")
        .description("Valid events by what became of them")
        .tag("result", result)
        .register(registry);
  }

  private Counter refusals(RefusalCode code) {
    return Counter.builder("tidemark.topology.refused")
        .description("Records sent to events-dlq")
        .tag("reason", code.code())
        .register(registry);
  }
}
