package io.tidemark.topology.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.internals.RecordCollector;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.state.Stores;
import org.rocksdb.Options;

/** A process that writes batches of rows, and tells of each, until it is killed. */
final class CommittedRowsProcess {
  static final TopicPartition CHANGELOG = new TopicPartition("crash-rows-changelog", 0);
  static final int BATCH = 40;
  private static final int KEYS = 700;

  /** How it writes. */
  enum Mode {
    COMMITTED,
    /** As {@link #COMMITTED}, by a clock that is 11 hours late. */
    HOURS_AGO,
    /** As {@link #COMMITTED}, by a clock that is 13 hours late. */
    LONG_AGO,
    /** As Kafka Streams does, straight into RocksDB. */
    STRAIGHT
  }

  /** Small buffers: some of what is written is on the disk, and some is not. */
  public static final class SmallBuffers implements RocksDBConfigSetter {
    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      options.setWriteBufferSize(64 << 10);
    }

    @Override
    public void close(String store, Options options) {}
  }

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    Mode mode = Mode.valueOf(arguments[2]);
    AtomicLong commits = new AtomicLong();
    AtomicLong sentTo = new AtomicLong(-1);
    KeyValueStore<Bytes, byte[]> rows =
        mode == Mode.STRAIGHT ? database() : rows(commits, clock(mode));
    rows.init(context(folder, sentTo), rows);
    if (mode == Mode.COMMITTED) {
      rows.commit(Map.of(CHANGELOG, -1L)); // as when a restore is complete
    }
    for (int batch = 0; ; batch++) {
      rows.putAll(batch(seed, batch));
      sentTo.set(offsetAfter(batch));
      System.out.println("written " + batch);
      commits.incrementAndGet();
      System.out.println("committed " + batch);
    }
  }

  static Clock clock(Mode mode) {
    Clock now = Clock.systemUTC();
    return switch (mode) {
      case LONG_AGO -> Clock.offset(now, Duration.ofHours(-13));
      case HOURS_AGO -> Clock.offset(now, Duration.ofHours(-11));
      case COMMITTED, STRAIGHT -> now;
    };
  }

  static CommittedRows rows(AtomicLong commits, Clock clock) {
    return new CommittedRows(database(), new Commits(commits::get, clock));
  }

  private static KeyValueStore<Bytes, byte[]> database() {
    return Stores.persistentKeyValueStore("rows").get();
  }

  static long offsetAfter(int batch) {
    return (batch + 1L) * BATCH - 1;
  }

  /** The same for the same seed; a key at most once. */
  static List<KeyValue<Bytes, byte[]>> batch(long seed, int number) {
    Random random = new Random(seed * 31 + number);
    TreeMap<Bytes, byte[]> changes = new TreeMap<>();
    while (changes.size() < BATCH) {
      byte[] value = new byte[300];
      random.nextBytes(value);
      changes.put(key(random.nextInt(KEYS)), random.nextInt(5) == 0 ? null : value);
    }
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
    changes.forEach((key, value) -> batch.add(KeyValue.pair(key, value)));
    return batch;
  }

  static Bytes key(int number) {
    return Bytes.wrap("%05d".formatted(number).getBytes(UTF_8));
  }

  /** Of a task under exactly_once_v2 that has sent rows to its changelog up to an offset. */
  static StateStoreContext context(Path folder, AtomicLong sentTo) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "crash");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallBuffers.class);
    StateStoreContext mock =
        new MockProcessorContext<>(config, new TaskId(0, 0), folder.toFile())
            .getStateStoreContext();
    RecordCollector collector =
        proxy(
            RecordCollector.class,
            List.of(),
            (method, args) -> sentTo.get() < 0 ? Map.of() : Map.of(CHANGELOG, sentTo.get()));
    return proxy(
        StateStoreContext.class,
        List.of(RecordCollector.Supplier.class),
        (method, args) ->
            method.getName().equals("recordCollector") ? collector : method.invoke(mock, args));
  }

  /** What a method of an interface does. */
  private interface Call {
    Object on(java.lang.reflect.Method method, Object[] args) throws ReflectiveOperationException;
  }

  /** One of a kind, and more. */
  private static <T> T proxy(Class<T> kind, List<Class<?>> more, Call call) {
    List<Class<?>> interfaces = new ArrayList<>(more);
    interfaces.add(kind);
    return kind.cast(
        Proxy.newProxyInstance(
            CommittedRowsProcess.class.getClassLoader(),
            interfaces.toArray(new Class<?>[0]),
            (proxy, method, args) -> {
              try {
                return call.on(method, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private CommittedRowsProcess() {}
}
