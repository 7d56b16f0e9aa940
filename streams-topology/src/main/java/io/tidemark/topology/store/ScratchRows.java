package io.tidemark.topology.store;

import io.tidemark.topology.rows.Rows;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Rows in a database that nobody needs after the process: to put the last value of each key of a
 * changelog in order. For one thread.
 */
public final class ScratchRows implements Rows, Rows.Batch, AutoCloseable {
  private final Options options = new Options().setCreateIfMissing(true);
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB database;

  /**
   * An empty one.
   *
   * @param folder where it lies; made if missing
   */
  public ScratchRows(Path folder) {
    RocksDB.loadLibrary();
    try {
      database = RocksDB.open(options, folder.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      return database.get(key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      database.put(unlogged, key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void delete(byte[] key) {
    try {
      database.delete(unlogged, key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return new DatabaseRange(database, from, to);
  }

  @Override
  public void close() {
    database.close();
    unlogged.close();
    options.close();
  }

  private static IllegalStateException failed(RocksDBException e) {
    return new IllegalStateException("a temporary database failed: " + e.getMessage(), e);
  }
}
