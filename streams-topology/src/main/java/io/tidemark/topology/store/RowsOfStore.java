package io.tidemark.topology.store;

import io.tidemark.topology.rows.Rows;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** {@link Rows} of a Kafka Streams key-value store. */
record RowsOfStore(ReadOnlyKeyValueStore<Bytes, byte[]> store) implements Rows {

  @Override
  public byte @Nullable [] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    Bytes end = Bytes.wrap(to);
    return new IteratorCursor(store.range(Bytes.wrap(from), end), end);
  }

  /** Kafka's ranges include their end; ours do not. */
  private static final class IteratorCursor implements Cursor {
    private final KeyValueIterator<Bytes, byte[]> iterator;
    private final Bytes end;
    private @Nullable KeyValue<Bytes, byte[]> row;

    IteratorCursor(KeyValueIterator<Bytes, byte[]> iterator, Bytes end) {
      this.iterator = iterator;
      this.end = end;
    }

    @Override
    public boolean next() {
      row = iterator.hasNext() ? iterator.next() : null;
      if (row != null && row.key.compareTo(end) >= 0) {
        row = null;
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
