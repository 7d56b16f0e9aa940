package io.tidemark.topology.store;

import io.tidemark.topology.rollup.RollupLimits;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds our stores: always with a changelog, never with Kafka Streams' own cache.
 *
 * @param <S> the store
 */
public final class WriteBackStoreBuilder<S extends StateStore> implements StoreBuilder<S> {
  /** A changelog keeps the last value of each key; tombstones long enough for any restore. */
  private static final Map<String, String> CHANGELOG = Map.of("cleanup.policy", "compact");

  private final String name;
  private final Commits commits;
  private final Function<KeyValueStore<Bytes, byte[]>, S> onTopOf;

  private WriteBackStoreBuilder(
      String name, Commits commits, Function<KeyValueStore<Bytes, byte[]>, S> onTopOf) {
    this.name = name;
    this.commits = commits;
    this.onTopOf = onTopOf;
  }

  /**
   * The rollups.
   *
   * @param commits tells what is committed
   * @param views where questions find them while they are open
   */
  public static StoreBuilder<RollupStore> rollups(
      RollupStoreObserver observer, RollupLimits limits, Commits commits, LocalViews views) {
    return new WriteBackStoreBuilder<>(
        RollupStore.NAME, commits, rows -> new RollupStore(rows, observer, limits, views));
  }

  /**
   * The seen events.
   *
   * @param commits tells what is committed
   * @param window of de-duplication
   */
  public static StoreBuilder<SeenEventStore> seenEvents(
      FlushObserver observer, Commits commits, Duration window) {
    return new WriteBackStoreBuilder<>(
        SeenEventStore.NAME, commits, rows -> new SeenEventStore(rows, observer, window));
  }

  /**
   * Any other.
   *
   * @param commits tells what is committed
   * @param onTopOf makes the store above rows that are logged
   */
  public static <S extends StateStore> StoreBuilder<S> of(
      String name, Commits commits, Function<KeyValueStore<Bytes, byte[]>, S> onTopOf) {
    return new WriteBackStoreBuilder<>(name, commits, onTopOf);
  }

  @Override
  public S build() {
    return onTopOf.apply(
        Stores.keyValueStoreBuilder(
                new CommittedRows.Supplier(name, commits), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(CHANGELOG)
            .build());
  }

  @Override
  public StoreBuilder<S> withCachingEnabled() {
    throw fixed();
  }

  @Override
  public StoreBuilder<S> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
    throw fixed();
  }

  @Override
  public StoreBuilder<S> withLoggingDisabled() {
    throw fixed();
  }

  @Override
  public Map<String, String> logConfig() {
    return CHANGELOG;
  }

  @Override
  public boolean loggingEnabled() {
    return true;
  }

  @Override
  public String name() {
    return name;
  }

  private static UnsupportedOperationException fixed() {
    return new UnsupportedOperationException(
        "a write-back store always has a changelog and never another cache");
  }
}
