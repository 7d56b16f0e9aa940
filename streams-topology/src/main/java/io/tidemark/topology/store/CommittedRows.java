package io.tidemark.topology.store;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextUtils;
import org.apache.kafka.streams.processor.internals.RecordCollector;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * A database that never has a row whose transaction was not committed, so that it can be gone on
 * with after a crash: what went with the process is read again from the changelog. It stands
 * between the changelog and RocksDB.
 *
 * <p>Kafka Streams writes rows into RocksDB before it commits. Therefore it removes a store that
 * was not closed in order, and restores it from the changelog's beginning: minutes for a gigabyte.
 * Here rows wait in memory ({@link PendingRows}) until their transaction is committed, and go to
 * RocksDB with the next flush, and the changelog's offset behind them. RocksDB has no log of its
 * own; what of it is on the disk after a crash is all that was written up to some moment ({@code
 * atomic_flush}). From the offset on the changelog is restored: whole rows, so that one that is
 * restored twice is as good as once.
 *
 * <p>For the stream thread; reads are for any.
 */
final class CommittedRows implements KeyValueStore<Bytes, byte[]> {
  /**
   * Makes them above RocksDB.
   *
   * @param commits tells what is committed
   */
  record Supplier(String name, Commits commits) implements KeyValueBytesStoreSupplier {
    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new CommittedRows(Stores.persistentKeyValueStore(name).get(), commits);
    }

    @Override
    public String metricsScope() {
      return Stores.persistentKeyValueStore(name).metricsScope();
    }
  }

  private final KeyValueStore<Bytes, byte[]> database;
  private final Commits commits;
  private volatile PendingRows pending = PendingRows.NONE;

  /** How many transactions were committed when the pending rows were written. */
  private long pendingSince;

  private @Nullable StateStoreContext context;

  /** Without a stored offset, the changelog is restored from its beginning upon what is there. */
  private boolean isTrusted;

  /** It was opened after a crash, and what came since is perhaps not restored: its mark stays. */
  private boolean isBehind;

  /**
   * Above a database.
   *
   * @param commits tells what is committed
   */
  CommittedRows(KeyValueStore<Bytes, byte[]> database, Commits commits) {
    this.database = database;
    this.commits = commits;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    this.context = context;
    pending = PendingRows.NONE;
    isBehind = false;
    try {
      database.init(context, root);
      isTrusted = database.get(CommittedMark.KEY) == null && database.approximateNumEntries() == 0;
    } catch (TaskCorruptedException distrust) {
      database.init(new LenientContext(context), root);
      isTrusted = CommittedMark.isTrusted(database.get(CommittedMark.KEY), commits.clock());
      if (!isTrusted) {
        throw distrust;
      }
      isBehind = true;
    }
    mark();
  }

  private void mark() {
    if (!isBehind) {
      database.putAll(List.of(CommittedMark.now(commits.clock())));
    }
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> changes) {
    if (areCommitted()) {
      settle();
    }
    pending = pending.and(changes);
    pendingSince = commits.count().getAsLong();
  }

  /** A task that is closed after a failure flushes once more, in the transaction that failed. */
  private boolean areCommitted() {
    return commits.count().getAsLong() > pendingSince;
  }

  private void settle() {
    if (pending.isEmpty()) {
      return;
    }
    isBehind = false; // a task writes once all is restored
    List<KeyValue<Bytes, byte[]>> changes = pending.changes();
    changes.add(CommittedMark.now(commits.clock()));
    database.putAll(changes);
    Long offset = sentTo();
    if (offset != null) {
      database.commit(Map.of(changelog(), offset));
    }
    pending = PendingRows.NONE; // not before the database has them: others read meanwhile
  }

  /** The offset of the last row that is in the changelog; null: none was sent by this task. */
  private @Nullable Long sentTo() {
    RecordCollector sent =
        context instanceof RecordCollector.Supplier supplier ? supplier.recordCollector() : null;
    return sent == null ? null : sent.offsets().get(changelog());
  }

  private TopicPartition changelog() {
    StateStoreContext of = Objects.requireNonNull(context, "not open");
    return new TopicPartition(
        ProcessorContextUtils.changelogFor(of, name(), false), of.taskId().partition());
  }

  /**
   * After a commit, for a task that is closed, or changes hands, or restores; often a standby's.
   */
  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    if (!pending.isEmpty() && !areCommitted()) {
      return; // the offsets would promise rows that are not there
    }
    settle();
    if (database.isOpen()) {
      mark();
    }
    database.commit(changelogOffsets);
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's own null: there is no such row
  public byte[] get(Bytes key) {
    PendingRows written = pending;
    return written.has(key) ? written.get(key) : database.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    PendingRows written = pending;
    return written.over(from, to, database.range(from, to));
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's own null: none was stored
  public Long committedOffset(TopicPartition partition) {
    Long offset = database.committedOffset(partition);
    return offset == null && isTrusted ? Long.valueOf(OffsetCheckpoint.OFFSET_UNKNOWN) : offset;
  }

  @Override
  public void close() {
    pending = PendingRows.NONE;
    database.close();
  }

  @Override
  @SuppressWarnings("deprecation") // to be asked until Kafka removes the method
  public boolean managesOffsets() {
    return database.managesOffsets();
  }

  @Override
  public String name() {
    return database.name();
  }

  @Override
  public boolean persistent() {
    return database.persistent();
  }

  @Override
  public boolean isOpen() {
    return database.isOpen();
  }

  @Override
  public Position getPosition() {
    return database.getPosition();
  }

  @Override
  public long approximateNumEntries() {
    return database.approximateNumEntries();
  }

  @Override
  public void put(Bytes key, byte[] value) {
    putAll(List.of(KeyValue.pair(key, value)));
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    throw new UnsupportedOperationException("rows are written by putAll alone");
  }

  @Override
  public byte[] delete(Bytes key) {
    throw new UnsupportedOperationException("rows are written by putAll alone");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw new UnsupportedOperationException("rows are read by get and range alone");
  }
}
