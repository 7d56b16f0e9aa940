package io.tidemark.topology.store;

import java.util.Set;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged files of a store: told by name, and to Kafka Streams in such a way that it removes the
 * store and restores it from its changelog. For any thread.
 *
 * <p>Before a task has begun it is a {@link TaskCorruptedException}, and only that task's stores
 * are restored. Later it is not: Kafka Streams would commit the transaction that is open for the
 * thread's other tasks, with what this task has written to its changelogs in it and without its
 * offsets, and what was read again would be taken for duplicates. So the stream thread ends, which
 * aborts the transaction and restores all its tasks, and another takes its place.
 *
 * <p>Faults that are none of the files' content (a full disk, a lock, no permission) are left to
 * Kafka Streams.
 */
final class Damage {
  private static final Logger LOG = LoggerFactory.getLogger(Damage.class);
  private static final String MISSING = "No such file or directory";

  private final String store;
  private volatile @Nullable TaskId task;
  private volatile @Nullable DamagedStoreException found;

  /** Of a store that is not open yet. */
  Damage(String store) {
    this.store = store;
  }

  /** The store is opened, maybe after its files were removed. */
  void opening(TaskId by) {
    task = by;
    found = null;
  }

  /**
   * What to throw for a failure of the database.
   *
   * @return a {@link DamagedStoreException}, or the failure itself if the files are not damaged
   */
  ProcessorStateException of(ProcessorStateException failure) {
    if (failure instanceof DamagedStoreException || !isDamage(failure)) {
      return failure;
    }
    return tell(new DamagedStoreException(failure));
  }

  /** The same while the store is being opened, and nothing was written for its task. */
  RuntimeException whileOpening(ProcessorStateException failure) {
    ProcessorStateException damage = of(failure);
    TaskId of = task;
    return of != null && damage instanceof DamagedStoreException
        ? new TaskCorruptedException(Set.of(of), damage)
        : damage;
  }

  /** What to throw for a scan that ended before the rows did. */
  ProcessorStateException cut() {
    return tell(new DamagedStoreException("a scan of " + store + " ended before its rows do"));
  }

  /**
   * To be called where the task can be closed: who only reads cannot do that.
   *
   * @throws DamagedStoreException if damage was found, by whomever
   */
  void check() {
    DamagedStoreException damage = found;
    if (damage != null) {
      throw new DamagedStoreException(damage);
    }
  }

  private DamagedStoreException tell(DamagedStoreException damage) {
    TaskId of = task;
    if (found == null) {
      LOG.error(
          "Files of the store {} of partition {} are damaged ({}): its rows are removed and restored"
              + " from the changelog. Until then questions on its sites go to a standby, or are"
              + " answered 503",
          store,
          of == null ? "?" : of.partition(),
          reason(damage));
    }
    found = damage;
    return damage;
  }

  private static boolean isDamage(Throwable failure) {
    RocksDBException cause = cause(failure);
    if (cause == null) {
      return false;
    }
    Status status = cause.getStatus();
    return (status != null && status.getCode() == Status.Code.Corruption)
        || String.valueOf(cause.getMessage()).contains(MISSING);
  }

  private static @Nullable String reason(Throwable failure) {
    RocksDBException cause = cause(failure);
    return cause == null ? failure.getMessage() : cause.getMessage();
  }

  private static @Nullable RocksDBException cause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException rocks) {
        return rocks;
      }
    }
    return null;
  }
}
