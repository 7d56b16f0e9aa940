package io.tidemark.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteOptions;

class RocksDbMemoryTest {
  private static final int ROWS = 600_000;
  private static final int QUESTIONS = 20_000;

  @TempDir Path folder;

  @Test
  void rowsThatDoNotExist_ofAFileWhoseFilterIsLarge_areNotLookedForInTheFile() throws Exception {
    try (RocksDbMemory memory = new RocksDbMemory(8L << 20);
        Statistics statistics = new Statistics();
        Options options = new Options().setCreateIfMissing(true).setStatistics(statistics)) {
      options.setTableFormatConfig(new BlockBasedTableConfig());
      new RocksDbMemory.Setter().setConfig("rows", options, memory.streamsConfig());
      try (RocksDB database = RocksDB.open(options, folder.toString())) {
        fill(database);
        statistics.reset();
        for (int i = 0; i < QUESTIONS; i++) {
          assertThat(database.get(key(2 * (i * 37 % ROWS) + 1))).isNull();
        }
      }
      // A filter of so many keys takes 750 KB; read for each question it would be 15 GB.
      assertThat(statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_BYTES_INSERT))
          .isLessThan(8L << 20);
      assertThat(statistics.getTickerCount(TickerType.BLOCK_CACHE_DATA_MISS))
          .isLessThan(QUESTIONS / 20);
    }
  }

  /** Even keys, in one file. */
  private static void fill(RocksDB database) throws RocksDBException {
    try (WriteOptions noLog = new WriteOptions().setDisableWAL(true)) {
      for (int i = 0; i < ROWS; i++) {
        database.put(noLog, key(2 * i), new byte[8]);
      }
    }
    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      database.flush(wait);
    }
    database.compactRange();
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(8).putInt(number * 0x9E3779B1).putInt(number).array();
  }
}
