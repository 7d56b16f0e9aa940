package io.tidemark.topology.store;

import io.tidemark.topology.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that keeps what changed in memory and writes it once a commit, inside the transaction.
 *
 * <p>It implements Kafka Streams' internal {@code CachedStateStore}, because its {@code
 * flushCache()} is the only hook that runs before the transaction is committed. The Kafka version
 * is pinned, and a test holds the order.
 *
 * <p>The memory above the rows belongs to the stream thread of an active task. A standby, or a
 * restore, writes the rows underneath; so whenever the task changes hands ({@code init}, {@code
 * clearCache}) memory is dropped.
 *
 * @param <M> what memory holds above the rows
 */
@SuppressWarnings("deprecation") // managesOffsets: to be asked until Kafka removes the method
public abstract class WriteBackStore<M> implements StateStore, CachedStateStore<Object, Object> {
  private final KeyValueStore<Bytes, byte[]> rows;
  private final FlushObserver observer;
  private final Function<Rows, M> open;
  private final RowsOfStore view;
  private final FlushBudget budget = new FlushBudget();
  private volatile M memory;
  private long flushes;

  /**
   * A store on top of rows.
   *
   * @param open makes fresh memory above rows
   */
  protected WriteBackStore(
      KeyValueStore<Bytes, byte[]> rows, FlushObserver observer, Function<Rows, M> open) {
    this.rows = rows;
    this.observer = observer;
    this.open = open;
    this.view = new RowsOfStore(rows);
    this.memory = open.apply(view);
  }

  /** Puts all that changed into the batch. */
  protected abstract void write(M memory, Rows.Batch batch);

  /** What was put into the batch is in the database now. */
  protected abstract void written(M memory);

  protected final M memory() {
    return memory;
  }

  /** How often this was flushed, so how often its task was committed. For the stream thread. */
  public final long flushes() {
    return flushes;
  }

  /**
   * Rows that may wait for the next flush, so that it does not take long. For the stream thread.
   */
  public final int affordableRows() {
    return budget.rows();
  }

  @Override
  public final void flushCache() {
    flushes++;
    long startNs = System.nanoTime();
    List<KeyValue<Bytes, byte[]>> changes = new ArrayList<>();
    write(memory, new ChangeList(changes));
    if (!changes.isEmpty()) {
      rows.putAll(changes);
      long durationNs = System.nanoTime() - startNs;
      budget.took(changes.size(), durationNs);
      observer.flushed(name(), changes.size(), durationNs);
    }
    written(memory);
  }

  @Override
  public final void clearCache() {
    memory = open.apply(view);
  }

  @Override
  public final boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public final void init(StateStoreContext context, StateStore root) {
    rows.init(context, root);
    clearCache();
  }

  @Override
  public final void commit(Map<TopicPartition, Long> changelogOffsets) {
    rows.commit(changelogOffsets);
  }

  @Override
  public final Long committedOffset(TopicPartition partition) {
    return rows.committedOffset(partition);
  }

  @Override
  public final boolean managesOffsets() {
    return rows.managesOffsets();
  }

  @Override
  public final Position getPosition() {
    return rows.getPosition();
  }

  @Override
  public final void close() {
    rows.close();
    clearCache();
  }

  @Override
  public final String name() {
    return rows.name();
  }

  @Override
  public final boolean persistent() {
    return rows.persistent();
  }

  @Override
  public final boolean isOpen() {
    return rows.isOpen();
  }

  /** A batch as RocksDB and the changelog take it: a null value deletes. */
  private record ChangeList(List<KeyValue<Bytes, byte[]>> changes) implements Rows.Batch {
    @Override
    public void put(byte[] key, byte[] value) {
      changes.add(KeyValue.pair(Bytes.wrap(key), value));
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's own null: a tombstone
    public void delete(byte[] key) {
      changes.add(KeyValue.pair(Bytes.wrap(key), null));
    }
  }
}
