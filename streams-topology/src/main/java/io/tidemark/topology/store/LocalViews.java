package io.tidemark.topology.store;

import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ViewUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The local state of the partitions: active, or a standby's. Thread-safe.
 *
 * <p>A store is here from its opening to its closing, whatever its task does meanwhile. Kafka
 * Streams itself ({@code KafkaStreams.store}) does not find a task that changes from standby to
 * active until the transaction coordinator lets it begin, which takes seconds if a broker has just
 * died; and to look for one through all threads and tasks costs a fifth of a short question.
 */
public final class LocalViews {
  private final Map<Integer, RollupStore> open = new ConcurrentHashMap<>();

  /** A partition's store can be read from now on. */
  void opened(int partition, RollupStore store) {
    open.put(partition, store);
  }

  /** It no longer can, unless another one of the same partition was opened since. */
  void closed(int partition, RollupStore store) {
    open.remove(partition, store);
  }

  /**
   * The local state of a partition.
   *
   * @throws ViewUnavailableException if this instance cannot read it now
   */
  public RollupView view(int partition) {
    RollupStore store = open.get(partition);
    if (store == null || !store.isOpen()) {
      throw new ViewUnavailableException("partition " + partition + " cannot be read here now");
    }
    return new GuardedView(store);
  }
}
