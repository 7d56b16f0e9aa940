package io.tidemark.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.process.EventTopology;
import io.tidemark.topology.process.PolledRecords;
import io.tidemark.topology.process.TopologyMetrics;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.LocalViews;
import io.tidemark.topology.store.RocksDbMemory;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.view.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The real topology with real RocksDB stores, on a driver instead of a broker. The driver is
 * partition 0.
 */
public final class TestTopology implements AutoCloseable {
  private final Path folder;
  private final RocksDbMemory memory = new RocksDbMemory(16 << 20);
  private final LocalViews views = new LocalViews();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;
  private final TestOutputTopic<byte[], byte[]> dlq;

  public TestTopology(int partitions, MeterRegistry meters) {
    try {
      folder = Files.createTempDirectory("tidemark-topology");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TopologyConfig config = config(folder);
    Properties settings =
        StreamsSettings.of(config, Map.of("bootstrap.servers", "localhost:1"), memory);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            EventTopology.build(
                config,
                partitions,
                true,
                new HotSites(),
                new Commits(
                    new AtomicLong()::incrementAndGet, Clock.systemUTC()), // each flush is one
                views,
                new TopologyMetrics(meters)),
            settings);
    events =
        driver.createInputTopic(
            Topics.EVENTS, new ByteArraySerializer(), new ByteArraySerializer());
    dlq =
        driver.createOutputTopic(
            Topics.DLQ, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The settings of {@code ./tidemark up}, in a folder. */
  public static TopologyConfig config(Path folder) {
    return new TopologyConfig(
        "test",
        folder,
        1,
        0,
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        1,
        1,
        new Endpoint("localhost", 3002),
        Duration.ofHours(24),
        Duration.ofDays(2),
        Duration.ofDays(90),
        TopologyConfig.Caps.DEFAULT,
        TopologyConfig.DEFAULT_DIMENSIONS,
        100,
        50_000,
        32 << 20,
        100_000,
        64 << 20);
  }

  public TestInputTopic<byte[], byte[]> events() {
    return events;
  }

  /** A record of {@code events} as a consumer has it. */
  public static ConsumerRecord<byte[], byte[]> polled(
      int partition, long offset, long arrivalMs, byte @Nullable [] key, byte[] value) {
    return new ConsumerRecord<>(
        Topics.EVENTS,
        partition,
        offset,
        arrivalMs,
        TimestampType.LOG_APPEND_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** Gives it records of {@code events} as one poll brings them. */
  public void poll(List<ConsumerRecord<byte[], byte[]>> records) {
    TopicPartition partition = new TopicPartition(Topics.EVENTS, 0);
    PolledRecords.oneEach(new ConsumerRecords<>(Map.of(partition, records), Map.of()))
        .forEach(
            one ->
                events.pipeInput(
                    new TestRecord<>(one.key(), one.value(), one.headers(), one.timestamp())));
  }

  public TestInputTopic<byte[], byte[]> refusals() {
    return driver.createInputTopic(
        Topics.REFUSALS, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What was sent home; records may be put there too, as if from another partition. */
  public TestInputTopic<byte[], byte[]> rekeyed() {
    return driver.createInputTopic(
        "test-" + EventTopology.REKEY_TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Lets time pass for the topology's timers. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  public TestOutputTopic<byte[], byte[]> dlq() {
    return dlq;
  }

  /** What a store's changelog got since this was last asked. */
  public List<TestRecord<byte[], byte[]>> changelog(String store) {
    return driver
        .createOutputTopic(
            "test-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** What questions see of the partitions. */
  public LocalViews views() {
    return views;
  }

  public Rollups rollups() {
    return store().rollups();
  }

  /** The store of partition 0. */
  public RollupStore store() {
    return (RollupStore) driver.getStateStore(RollupStore.NAME);
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
    try {
      Utils.delete(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
