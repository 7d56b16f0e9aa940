package io.tidemark.topology.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.store.DatabaseFigure;
import io.tidemark.topology.store.Databases;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.store.RollupStoreObserver;
import io.tidemark.topology.store.SeenEventStore;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * What the topology counts about its own work. Every meter is there from the start, with 0.
 * Thread-safe.
 */
public final class TopologyMetrics implements RollupStoreObserver {
  private static final List<String> STORES = List.of(RollupStore.NAME, SeenEventStore.NAME);
  private static final Duration[] FLUSH_LIMITS =
      limits(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);
  private static final Duration[] FRESHNESS_LIMITS =
      limits(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

  private final MeterRegistry registry;
  private final Counter counted;
  private final Counter duplicates;
  private final Counter bots;
  private final Counter strays;
  private final Counter removed;
  private final Counter evicted;
  private final Timer freshness;
  private final Map<RefusalCode, Counter> refused = new EnumMap<>(RefusalCode.class);
  private final Map<Level, Counter> overflows = new EnumMap<>(Level.class);
  private final Map<String, Flush> flushes = new ConcurrentHashMap<>();
  private final Set<RollupStore> open = ConcurrentHashMap.newKeySet();
  private final Databases databases = new Databases();

  private record Flush(Timer time, DistributionSummary rows) {}

  public TopologyMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.counted = events("counted");
    this.duplicates = events("duplicate");
    this.bots = events("bot");
    this.removed = events("removed");
    this.strays =
        counter(
            "rekeyed",
            "Records sent to another partition: their site's, or one of a hot site's parts");
    this.evicted = counter("evicted", "Buckets that left memory because it held too many rows");
    this.freshness =
        Timer.builder("tidemark.topology.freshness")
            .description("From an event's arrival in the log to its being counted; a sample")
            .serviceLevelObjectives(FRESHNESS_LIMITS)
            .register(registry);
    for (RefusalCode code : RefusalCode.values()) {
      refused.put(code, refusals(code));
    }
    for (Level level : List.of(Level.MINUTE, Level.DAY, Level.ALL)) {
      overflows.put(level, overflows(level));
    }
    STORES.forEach(store -> flushes.put(store, flush(store)));
    ofOpen("dirty.rows", "rows", "Changed rows not yet written, about", Rollups::dirtyRows);
    ofOpen("dirty", "bytes", "Changed bytes not yet written, about", Rollups::dirtyBytes);
    ofOpen("memory.rows", "rows", "Rows of buckets in memory", Rollups::heldRows);
    STORES.forEach(this::databaseGauges);
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
    Objects.requireNonNull(refused.get(code)).increment();
  }

  /** An event was counted so long after its arrival; the clocks of two machines may disagree. */
  void visibleAfter(long ms) {
    freshness.record(Duration.ofMillis(Math.max(0, ms)));
  }

  /** A partition is counted here from now on. */
  void opened(RollupStore store) {
    open.add(store);
  }

  /** A partition is no longer counted here. */
  void closed(RollupStore store) {
    open.remove(store);
  }

  Databases databases() {
    return databases;
  }

  @Override
  public void overflowed(Level level) {
    Objects.requireNonNull(overflows.get(level)).increment();
  }

  @Override
  public void evicted(int buckets) {
    evicted.increment(buckets);
  }

  @Override
  public void flushed(String store, int rows, long durationNs) {
    Flush flush = flushes.computeIfAbsent(store, this::flush);
    flush.time().record(Duration.ofNanos(durationNs));
    flush.rows().record(rows);
  }

  private Flush flush(String store) {
    return new Flush(
        Timer.builder("tidemark.topology.flush")
            .description("Time a commit took to write what a store had changed")
            .tag("store", store)
            .serviceLevelObjectives(FLUSH_LIMITS)
            .register(registry),
        DistributionSummary.builder("tidemark.topology.flush.rows")
            .description("Rows a commit wrote")
            .tag("store", store)
            .register(registry));
  }

  private void ofOpen(String name, String unit, String meaning, ToLongFunction<Rollups> figure) {
    Gauge.builder(
            "tidemark.topology." + name,
            open,
            stores -> stores.stream().mapToLong(it -> figure.applyAsLong(it.rollups())).sum())
        .description(meaning)
        .baseUnit(unit)
        .register(registry);
  }

  private void databaseGauges(String store) {
    for (DatabaseFigure figure : DatabaseFigure.values()) {
      Gauge.builder("tidemark.rocksdb." + figure.label(), databases, it -> it.sum(store, figure))
          .description(figure.meaning())
          .baseUnit(figure.unit())
          .tag("store", store)
          .register(registry);
    }
  }

  private Counter counter(String name, String meaning) {
    return Counter.builder("tidemark.topology." + name).description(meaning).register(registry);
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

  private Counter overflows(Level level) {
    return Counter.builder("tidemark.topology.cap.overflows")
        .description("Tables that passed their cap and folded their smaller half")
        .tag("level", level.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static Duration[] limits(long... ms) {
    Duration[] limits = new Duration[ms.length];
    for (int i = 0; i < ms.length; i++) {
      limits[i] = Duration.ofMillis(ms[i]);
    }
    return limits;
  }
}
