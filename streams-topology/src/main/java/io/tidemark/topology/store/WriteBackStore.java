package io.tidemark.topology.store;

import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.StoredFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * <p>A store whose files are damaged is restored from its changelog, see {@link Damage}.
 *
 * @param <M> what memory holds above the rows
 */
@SuppressWarnings("deprecation") // managesOffsets: to be asked until Kafka removes the method
public abstract class WriteBackStore<M> implements StateStore, CachedStateStore<Object, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(WriteBackStore.class);

  private final KeyValueStore<Bytes, byte[]> rows;
  private final FlushObserver observer;
  private final Function<Rows, M> open;
  private final RowsOfStore view;
  private final Damage damage;
  private final FlushBudget budget = new FlushBudget();
  private volatile M memory;
  private long flushes;
  private int partition = -1;

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
    this.damage = new Damage(rows.name());
    this.view = new RowsOfStore(rows, damage);
    this.memory = open.apply(view);
  }

  /** Puts all that changed into the batch. */
  protected abstract void write(M memory, Rows.Batch batch);

  /** What was put into the batch is in the database now. */
  protected abstract void written(M memory);

  /** Reads what a task reads when it begins, so that damage there shows while it can be mended. */
  protected abstract void look(M memory);

  /** The store of a partition is open, until it is {@link #closed}. */
  protected void opened(int partition) {}

  /** The store of a partition is closed. */
  protected void closed(int partition) {}

  protected final M memory() {
    return memory;
  }

  /** How often this was flushed, so how often its task was committed. For the stream thread. */
  public final long flushes() {
    return flushes;
  }

  /**
   * Whether writing what has changed takes as long as a flush may take. For the stream thread.
   *
   * @param changed rows changed since the last flush
   * @param events events that changed them
   */
  protected final boolean isFull(int changed, long events) {
    return budget.isSpent(changed, events);
  }

  @Override
  public final void flushCache() {
    damage.check();
    flushes++;
    long startNs = System.nanoTime();
    List<KeyValue<Bytes, byte[]>> changes = new ArrayList<>();
    write(memory, new ChangeList(changes));
    if (!changes.isEmpty()) {
      int changed = changes.size();
      put(changes);
      long durationNs = System.nanoTime() - startNs;
      budget.took(changed, durationNs);
      observer.flushed(name(), changed, durationNs);
    }
    written(memory);
  }

  private void put(List<KeyValue<Bytes, byte[]>> changes) {
    if (!view.isMarked()) {
      changes.add(RowsOfStore.mark());
    }
    try {
      rows.putAll(changes);
    } catch (ProcessorStateException e) {
      throw damage.of(e);
    }
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
    damage.opening(context.taskId());
    view.opened();
    try {
      TableFiles.check(context.stateDir(), name());
      rows.init(context, root);
      look(memory);
    } catch (ProcessorStateException e) {
      throw damage.whileOpening(e);
    } catch (StoredFormatException e) {
      LOG.debug("{} is of another format; counting will say so when it begins", name(), e);
    }
    clearCache();
    partition = context.taskId().partition();
    opened(partition);
  }

  @Override
  public final void commit(Map<TopicPartition, Long> changelogOffsets) {
    damage.check();
    try {
      rows.commit(changelogOffsets);
    } catch (ProcessorStateException e) {
      throw damage.of(e);
    }
  }

  @Override
  public final Long committedOffset(TopicPartition partition) {
    try {
      return rows.committedOffset(partition);
    } catch (ProcessorStateException e) {
      throw damage.whileOpening(e);
    }
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
    closed(partition);
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
  private static final class ChangeList implements Rows.Batch {
    private final List<KeyValue<Bytes, byte[]>> changes;
    private final RowWriter row = new RowWriter();

    ChangeList(List<KeyValue<Bytes, byte[]>> changes) {
      this.changes = changes;
    }

    @Override
    public RowWriter row() {
      return row.clear();
    }

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
