package io.tidemark.topology.store;

import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ViewUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * Finds the local state of a partition: active, or a standby's. Thread-safe.
 *
 * <p>A task that changes from one to the other cannot be found until it has begun, and that waits
 * for Kafka's transaction coordinator, for seconds if a broker has just died. Its store stays open
 * meanwhile, and is read on.
 */
public final class LocalViews {
  private static final Type TYPE = new Type();

  private final KafkaStreams streams;
  private final Map<Integer, RollupStore> found = new ConcurrentHashMap<>();

  public LocalViews(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * The local state of a partition.
   *
   * @throws ViewUnavailableException if this instance cannot read it now
   */
  public RollupView view(int partition) {
    try {
      RollupStore store =
          streams.store(
              StoreQueryParameters.fromNameAndType(RollupStore.NAME, TYPE)
                  .withPartition(partition)
                  .enableStaleStores());
      found.put(partition, store);
      return new GuardedView(store);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      // The second: Kafka Streams has stopped, because of a stored format for example.
      RollupStore store = found.get(partition);
      if (store != null && store.isOpen()) {
        return new GuardedView(store);
      }
      found.remove(partition);
      throw new ViewUnavailableException("partition " + partition + " cannot be read here now", e);
    }
  }

  private static final class Type implements QueryableStoreType<RollupStore> {
    @Override
    public boolean accepts(StateStore store) {
      return store instanceof RollupStore;
    }

    @Override
    public RollupStore create(StateStoreProvider provider, String storeName) {
      return provider.stores(storeName, this).get(0);
    }
  }
}
