package io.tidemark.topology.store;

import io.tidemark.topology.rows.Rows;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A range of a database's rows, for {@link Rows#scan}, where Kafka Streams is not in between. */
public final class DatabaseRange implements Rows.Cursor {
  private final Slice end;
  private final ReadOptions upTo;
  private final RocksIterator iterator;
  private final byte[] from;
  private boolean begun;

  /**
   * Of one moment of the database; to be closed before it.
   *
   * @param from the first key
   * @param to the key after the last one
   */
  public DatabaseRange(RocksDB database, byte[] from, byte[] to) {
    this.from = from;
    this.end = new Slice(to);
    this.upTo = new ReadOptions().setIterateUpperBound(end);
    this.iterator = database.newIterator(upTo);
  }

  @Override
  public boolean next() {
    if (begun) {
      iterator.next();
    } else {
      iterator.seek(from);
      begun = true;
    }
    return iterator.isValid();
  }

  @Override
  public byte[] key() {
    return iterator.key();
  }

  @Override
  public byte[] value() {
    return iterator.value();
  }

  @Override
  public void close() {
    iterator.close();
    upTo.close();
    end.close();
  }
}
