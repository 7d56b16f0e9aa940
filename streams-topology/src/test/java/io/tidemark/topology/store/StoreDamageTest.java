package io.tidemark.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.topology.rows.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of a real RocksDB, damaged as a broken disk would. */
class StoreDamageTest {
  private static final int ROWS = 5_000;
  private static final byte[] FIRST = {1};
  private static final byte[] LAST = {2};

  @TempDir Path folder;

  /** Rows to be written with the next flush, and the rows as they are read. */
  private record Memory(Rows rows, Map<Integer, byte[]> unwritten) {}

  private static final class Store extends WriteBackStore<Memory> {
    private final KeyValueStore<Bytes, byte[]> inner;

    Store(KeyValueStore<Bytes, byte[]> inner) {
      super(inner, (name, rows, nanos) -> {}, rows -> new Memory(rows, new HashMap<>()));
      this.inner = inner;
    }

    Rows rows() {
      return memory().rows();
    }

    int scanned() {
      int rows = 0;
      try (Rows.Cursor cursor = rows().scan(FIRST, LAST)) {
        while (cursor.next()) {
          rows++;
        }
      }
      return rows;
    }

    @Override
    protected void write(Memory memory, Rows.Batch batch) {
      memory.unwritten().forEach((row, value) -> batch.put(key(row), value));
    }

    @Override
    protected void written(Memory memory) {
      memory.unwritten().clear();
    }

    @Override
    protected void look(Memory memory) {
      byte[] unused = memory.rows().get(FIRST);
    }
  }

  private static byte[] key(int row) {
    return ByteBuffer.allocate(5).put((byte) 1).putInt(row).array();
  }

  @BeforeEach
  void fill() {
    Random random = new Random(7);
    Store store = open();
    for (int row = 0; row < ROWS; row++) {
      byte[] value = new byte[50];
      random.nextBytes(value);
      store.memory().unwritten().put(row, value);
    }
    store.flushCache();
    assertThat(store.scanned()).isEqualTo(ROWS);
    store.close();
  }

  @Test
  void scan_overABlockThatCannotBeRead_isNotTakenForAShorterOne() throws IOException {
    Store store = open();
    flipInTheMiddle();
    int seen = 0;
    try (KeyValueIterator<Bytes, byte[]> bare =
        store.inner.range(Bytes.wrap(FIRST), Bytes.wrap(LAST))) {
      for (; bare.hasNext(); bare.next()) {
        seen++;
      }
    }
    assertThat(seen).as("what Kafka Streams makes of it").isBetween(1, ROWS - 1);

    assertThatThrownBy(store::scanned).isInstanceOf(DamagedStoreException.class);

    assertThatThrownBy(store::flushCache).isInstanceOf(DamagedStoreException.class);
    store.close();
  }

  @Test
  void row_inABlockThatCannotBeRead_endsTheThread() throws IOException {
    Store store = open();
    flipInTheMiddle();

    assertThatThrownBy(
            () -> {
              for (int row = 0; row < ROWS; row++) {
                assertThat(store.rows().get(key(row))).isNotNull();
              }
            })
        .isInstanceOf(DamagedStoreException.class)
        .hasStackTraceContaining("checksum mismatch");
    assertThatThrownBy(() -> store.commit(Map.of())).isInstanceOf(DamagedStoreException.class);
    store.close();
  }

  @Test
  void block_thatCannotBeRead_isFoundWhenTheStoreIsOpened() throws IOException {
    flipInTheMiddle();

    assertThatThrownBy(this::open)
        .isInstanceOf(TaskCorruptedException.class)
        .hasStackTraceContaining("checksum mismatch");
  }

  @Test
  void file_thatCannotBeOpened_makesTheTaskACorruptedOne() throws IOException {
    Path table = largest(".sst");
    byte[] right = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(right, right.length / 2));
    assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);
    Files.delete(table);
    assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);
    Files.write(table, right);
    Path manifest = largest("MANIFEST");
    byte[] whole = Files.readAllBytes(manifest);
    Files.write(manifest, new byte[whole.length]);
    assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);
    Files.delete(manifest);
    assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);
    Files.write(manifest, whole);

    Store store = open();

    assertThat(store.scanned()).isEqualTo(ROWS);
    store.flushCache();
    store.close();
  }

  @Test
  void file_thatACrashLeftHalfWritten_isNoDamage() throws IOException {
    Path left = largest(".sst").resolveSibling("999999.sst");
    Files.write(left, new byte[] {1, 2, 3});

    Store store = open();

    assertThat(store.scanned()).isEqualTo(ROWS);
    store.close();
  }

  @Test
  void file_thatIsInUse_isNotDamaged() {
    Store store = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(ProcessorStateException.class)
        .isNotInstanceOf(TaskCorruptedException.class);
    store.close();
  }

  @Test
  void scan_ofAStoreWithoutRows_ends() {
    Path empty = folder.resolve("empty");
    Store store = open(empty);
    assertThat(store.scanned()).isZero();
    store.flushCache();
    assertThat(store.scanned()).isZero();
    store.close();
  }

  private Store open() {
    return open(folder);
  }

  private static Store open(Path in) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "damage");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    var context = new MockProcessorContext<>(config, new TaskId(0, 0), in.toFile());
    Store store =
        new Store(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore("rows"), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build());
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private void flipInTheMiddle() throws IOException {
    Path table = largest(".sst");
    try (FileChannel file =
        FileChannel.open(table, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      long at = file.size() / 2;
      file.read(one, at);
      file.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
    }
  }

  private Path largest(String named) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains(named))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }
}
