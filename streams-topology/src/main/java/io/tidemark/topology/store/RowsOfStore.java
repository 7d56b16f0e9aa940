package io.tidemark.topology.store;

import io.tidemark.topology.rows.Rows;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * {@link Rows} of a Kafka Streams key-value store, and a mark behind the last of them.
 *
 * <p>An iterator of Kafka Streams ends at a block of the database that cannot be read as if there
 * were no more rows: it never asks RocksDB why it ended. So a scan here goes on to a row behind its
 * end, which costs nothing, since that row is read anyway; where rows end for all scans stands the
 * mark. A scan that meets neither was cut.
 */
final class RowsOfStore implements Rows {
  /** Behind all keys of ours, which begin with small numbers. */
  private static final Bytes MARK = Bytes.wrap(new byte[] {-1, -1});

  private static final byte[] MARKED = {1};

  private final KeyValueStore<Bytes, byte[]> store;
  private final Damage damage;

  /** Once it is there it stays, until the store is opened again. */
  private volatile boolean marked;

  RowsOfStore(KeyValueStore<Bytes, byte[]> store, Damage damage) {
    this.store = store;
    this.damage = damage;
  }

  /** The store was opened, and is perhaps another one. */
  void opened() {
    marked = false;
  }

  /** Whether the mark is there; a store of an older version has none until it is written to. */
  boolean isMarked() {
    if (!marked) {
      marked = get(MARK.get()) != null;
    }
    return marked;
  }

  /** The mark, to be written with the first rows. */
  static KeyValue<Bytes, byte[]> mark() {
    return KeyValue.pair(MARK, MARKED);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      return store.get(Bytes.wrap(key));
    } catch (ProcessorStateException e) {
      throw damage.of(e);
    }
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    boolean ends = isMarked(); // before the iterator, which does not see what is written later
    return new IteratorCursor(store.range(Bytes.wrap(from), MARK), Bytes.wrap(to), ends);
  }

  /** Kafka's ranges include their end; ours do not. */
  private final class IteratorCursor implements Cursor {
    private final KeyValueIterator<Bytes, byte[]> iterator;
    private final Bytes end;
    private final boolean marked;
    private @Nullable KeyValue<Bytes, byte[]> row;
    private boolean ended;

    IteratorCursor(KeyValueIterator<Bytes, byte[]> iterator, Bytes end, boolean marked) {
      this.iterator = iterator;
      this.end = end;
      this.marked = marked;
    }

    @Override
    public boolean next() {
      row = ended || !iterator.hasNext() ? null : iterator.next();
      if (row == null && !ended && marked) {
        throw damage.cut();
      }
      if (row == null || row.key.compareTo(end) >= 0) {
        row = null;
        ended = true;
      }
      return row != null;
    }

    @Override
    public byte[] key() {
      return current().key.get();
    }

    @Override
    public byte[] value() {
      return current().value;
    }

    @Override
    public void close() {
      iterator.close();
    }

    private KeyValue<Bytes, byte[]> current() {
      if (row == null) {
        throw new IllegalStateException("the cursor stands on no row");
      }
      return row;
    }
  }
}
