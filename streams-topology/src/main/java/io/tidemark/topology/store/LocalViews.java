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
 * <p>A store that was found is used as long as it is open: Kafka Streams closes it when its task
 * goes, and looking for it through all threads and tasks costs a fifth of a short question. It is
 * read on, too, while a task that changes from standby to active cannot be found, until Kafka's
 * transaction coordinator lets it begin: for seconds if a broker has just died.
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
    RollupStore known = found.get(partition);
    if (known == null || !known.isOpen()) {
      found.remove(partition); // a closed one is not to keep its memory
      known = find(partition);
      found.put(partition, known);
    }
    return new GuardedView(known);
  }

  private RollupStore find(int partition) {
    try {
      return streams.store(
          StoreQueryParameters.fromNameAndType(RollupStore.NAME, TYPE)
              .withPartition(partition)
              .enableStaleStores());
    } catch (InvalidStateStoreException | IllegalStateException e) {
      // The second: Kafka Streams has stopped, because of a stored format for example.
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
