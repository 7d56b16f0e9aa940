package io.tidemark.standalone.generation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.TopologyConfig;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A generation that is counted in this process, and its meters. */
final class RunningGeneration implements AutoCloseable {
  final Generation generation;
  final StatisticsEngine engine;
  private final MeterRegistry shown;
  private final Set<Meter.Id> meters = new HashSet<>();

  /** Where the meters are until they are shown; null: they are from the beginning. */
  private final @Nullable CompositeMeterRegistry hidden;

  private RunningGeneration(
      Generation generation,
      StatisticsEngine engine,
      MeterRegistry shown,
      @Nullable CompositeMeterRegistry hidden) {
    this.generation = generation;
    this.engine = engine;
    this.shown = shown;
    this.hidden = hidden;
  }

  /** One that serves at once: it shows its meters. */
  static RunningGeneration serving(
      Generation generation,
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      MeterRegistry shown,
      Clock clock) {
    Set<Meter.Id> before = ids(shown);
    StatisticsEngine engine =
        StatisticsEngine.start(
            config.withApplicationId(generation.applicationId()), partitions, kafka, shown, clock);
    RunningGeneration running = new RunningGeneration(generation, engine, shown, null);
    running.meters.addAll(ids(shown));
    running.meters.removeAll(before);
    return running;
  }

  /** One that is to serve later: it shows no meters yet, for they have the same names. */
  static RunningGeneration coming(
      Generation generation,
      TopologyConfig config,
      int partitions,
      Map<String, Object> kafka,
      MeterRegistry shown,
      Clock clock) {
    CompositeMeterRegistry hidden = new CompositeMeterRegistry();
    StatisticsEngine engine =
        StatisticsEngine.start(
            config.withApplicationId(generation.applicationId()), partitions, kafka, hidden, clock);
    return new RunningGeneration(generation, engine, shown, hidden);
  }

  /** Shows its meters in place of those of the one before. */
  void replace(RunningGeneration before) {
    before.hideMeters();
    if (hidden != null) {
      hidden.add(shown);
    }
  }

  private void hideMeters() {
    if (hidden != null) {
      meters.addAll(ids(hidden));
      hidden.remove(shown);
    }
    meters.forEach(shown::remove);
  }

  private static Set<Meter.Id> ids(MeterRegistry registry) {
    Set<Meter.Id> ids = new HashSet<>();
    registry.getMeters().forEach(meter -> ids.add(meter.getId()));
    return ids;
  }

  @Override
  public void close() {
    engine.close();
    if (hidden != null) {
      hidden.close();
    }
  }
}
