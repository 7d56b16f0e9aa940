package io.tidemark.topology.store;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write-buffer budget for all RocksDB stores of a process, where Kafka
 * Streams would give each store of each partition its own. Closed after the streams that use it.
 */
public final class RocksDbMemory implements AutoCloseable {
  private static final String KEY = "tidemark.rocksdb.memory";
  private static final double WRITE_BUFFER_SHARE = 0.4;
  private static final int BLOCK_BYTES = 16 * 1024;
  private static final double BLOOM_BITS_PER_KEY = 10;

  /**
   * The cache's shards, 4: by default there are so many that one holds half a megabyte, so that a
   * larger block is read from its file each time.
   */
  private static final int SHARD_BITS = 2;

  /** Parts of filters and indexes, which would else be one block per file, megabytes large. */
  private static final int METADATA_BLOCK_BYTES = 4 * 1024;

  /** Of the cache, for filters and indexes: values never push them out of it. */
  private static final double METADATA_SHARE = 0.5;

  /**
   * Files of a store before they are made one, 4 by default: half of the compactions, for filters
   * spare most look-ups a file, and scans are short.
   */
  private static final int RUNS_TO_COMPACT = 8;

  private final long limitBytes;
  private final Cache cache;
  private final WriteBufferManager writeBuffers;
  private boolean closed;

  /**
   * A budget.
   *
   * @param bytes block cache and write buffers together
   */
  public RocksDbMemory(long bytes) {
    RocksDB.loadLibrary();
    limitBytes = bytes;
    cache = new LRUCache(bytes, SHARD_BITS, false, METADATA_SHARE);
    writeBuffers = new WriteBufferManager((long) (bytes * WRITE_BUFFER_SHARE), cache);
  }

  /** What the streams' configuration needs to use this. */
  public Map<String, Object> streamsConfig() {
    return Map.of(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Setter.class, KEY, this);
  }

  /** Bytes of the block cache in use, with the share of the write buffers; 0 after the end. */
  public synchronized long usedBytes() {
    return closed ? 0 : cache.getUsage();
  }

  /** Bytes there are. */
  public long limitBytes() {
    return limitBytes;
  }

  @Override
  public synchronized void close() {
    closed = true;
    writeBuffers.close();
    cache.close();
  }

  /** Made by Kafka Streams, for each store. */
  public static final class Setter implements RocksDBConfigSetter {
    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      RocksDbMemory shared = (RocksDbMemory) Objects.requireNonNull(configs.get(KEY), KEY);
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(shared.cache);
      table.setBlockSize(BLOCK_BYTES);
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setPinL0FilterAndIndexBlocksInCache(true);
      table.setIndexType(IndexType.kTwoLevelIndexSearch);
      table.setPartitionFilters(true);
      table.setMetadataBlockSize(METADATA_BLOCK_BYTES);
      table.setPinTopLevelIndexAndFilter(true);
      table.setFilterPolicy(new BloomFilter(BLOOM_BITS_PER_KEY));
      options.setTableFormatConfig(table);
      options.setWriteBufferManager(shared.writeBuffers);
      options.setMaxWriteBufferNumber(2);
      options.setLevel0FileNumCompactionTrigger(RUNS_TO_COMPACT);
      options.setCompressionType(CompressionType.LZ4_COMPRESSION);
      // Most look-ups are for rows that do not exist: new ids, new values. Filters on all levels.
      options.setOptimizeFiltersForHits(false);
    }

    @Override
    public void close(String storeName, Options options) {
      // Cache and write buffers are shared: RocksDbMemory closes them.
    }
  }
}
