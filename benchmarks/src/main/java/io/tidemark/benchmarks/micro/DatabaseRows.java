package io.tidemark.benchmarks.micro;

import io.tidemark.benchmarks.system.Folders;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.store.DatabaseRange;
import io.tidemark.topology.store.RocksDbMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Rows in RocksDB, set as the topology's stores are, in a temporary folder. What is put into it is
 * written by {@link #flush}. Without Kafka Streams and changelog.
 */
final class DatabaseRows implements Rows, Rows.Batch, AutoCloseable {
  private static final long CACHE_BYTES = 64 << 20;

  private final Path folder;
  private final RocksDbMemory memory = new RocksDbMemory(CACHE_BYTES);
  private final Options options =
      new Options()
          .setCreateIfMissing(true)
          .setCompactionStyle(CompactionStyle.UNIVERSAL)
          .setWriteBufferSize(16 << 20)
          .setTableFormatConfig(new BlockBasedTableConfig());
  private final WriteOptions noLog = new WriteOptions().setDisableWAL(true);
  private final RocksDB database;
  private WriteBatch batch = new WriteBatch();

  DatabaseRows() {
    new RocksDbMemory.Setter().setConfig("rows", options, memory.streamsConfig());
    try {
      folder = Files.createTempDirectory("tidemark-rows");
      database = RocksDB.open(options, folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      batch.put(key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void delete(byte[] key) {
    try {
      batch.delete(key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Writes what was put and deleted since the last time. */
  void flush() {
    try {
      database.write(noLog, batch);
      batch.close();
      batch = new WriteBatch();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return new DatabaseRange(database, from, to);
  }

  /** Bytes of the table files, after what is in memory was written to them. */
  long tableBytes() {
    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      database.flush(wait);
      return Folders.bytes(folder, file -> file.toString().endsWith(".sst"));
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    batch.close();
    database.close();
    noLog.close();
    options.close();
    memory.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException failed(RocksDBException e) {
    return new IllegalStateException("RocksDB failed: " + e.getMessage(), e);
  }
}
