package io.tidemark.topology;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.tidemark.topology.progress.LogProgress;
import io.tidemark.topology.store.RocksDbMemory;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The meters of a running engine that nobody need count for: they ask when they are read. */
final class EngineMeters {

  static void register(
      StatisticsEngine engine,
      LogProgress progress,
      RocksDbMemory memory,
      Clock clock,
      MeterRegistry registry) {
    Gauge.builder("tidemark.backlog.events", progress, p -> p.backlog().orElse(-1))
        .description("Events appended and not yet counted; -1: unknown")
        .register(registry);
    TimeGauge.builder(
            "tidemark.as.of.age", () -> ageMs(progress.asOf(), clock), TimeUnit.MILLISECONDS)
        .description("Age of the newest instant before which every event is counted")
        .register(registry);
    Gauge.builder("tidemark.kafka.connected", progress, p -> p.connected() ? 1 : 0)
        .description("1: Kafka answered the last question, which is asked each second")
        .register(registry);
    Gauge.builder("tidemark.events.under.replicated", progress, LogProgress::underReplicated)
        .description("Partitions of the topic events that lack a copy; -1: unknown")
        .baseUnit("partitions")
        .register(registry);
    Gauge.builder("tidemark.query.ready", engine, e -> e.ready() ? 1 : 0)
        .description("1: every partition that is counted here can be read")
        .register(registry);
    Gauge.builder("tidemark.standbys.missing", engine, StatisticsEngine::missingStandbys)
        .description("Copies of partitions that are wanted on other query servers and not there")
        .baseUnit("partitions")
        .register(registry);
    Gauge.builder("tidemark.rocksdb.memory", memory, RocksDbMemory::usedBytes)
        .description("Memory of RocksDB's block cache and write buffers in use")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("tidemark.rocksdb.memory.limit", memory, RocksDbMemory::limitBytes)
        .description("Memory of RocksDB's block cache and write buffers there may be")
        .baseUnit("bytes")
        .register(registry);
  }

  private static double ageMs(Instant asOf, Clock clock) {
    return asOf.equals(Instant.EPOCH) ? Double.NaN : clock.millis() - (double) asOf.toEpochMilli();
  }

  private EngineMeters() {}
}
