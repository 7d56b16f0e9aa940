package io.tidemark.e2e.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.e2e.Await;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.ViewUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker, the topics, a producer and an engine. */
final class EngineUnderTest implements AutoCloseable {
  static final int PARTITIONS = 4;
  static final String APPLICATION_ID = "tidemark-it";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final EmbeddedBroker broker;
  private final KafkaProducer<byte[], byte[]> producer;
  private @Nullable StatisticsEngine engine;

  EngineUnderTest(Path folder) throws Exception {
    this.folder = folder;
    this.broker =
        EmbeddedBroker.start(new BrokerConfig(folder.resolve("kafka"), "127.0.0.1", 0, null));
    try {
      createTopics();
    } catch (Exception | AssertionError e) {
      broker.close();
      throw e;
    }
    this.producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void createTopics() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      List<NewTopic> topics = new ArrayList<>();
      for (Topics.Spec spec :
          List.of(
              Topics.events(PARTITIONS, Duration.ofDays(1)),
              Topics.refusals(PARTITIONS, Duration.ofDays(1)),
              Topics.hotSites(),
              Topics.dlq(Duration.ofDays(1)))) {
        topics.add(new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.config()));
      }
      admin.createTopics(topics).all().get();
      Await.until(PATIENCE, () -> leadsEvents(admin), () -> "the broker leads no partition");
    }
  }

  /**
   * Throws as long as the broker has not heard of the topic. It must lead each partition before the
   * first record is sent: of two batches under way it could refuse the first and take the second.
   */
  private static boolean leadsEvents(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(Topics.EVENTS, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(ends).all().get().size() == PARTITIONS;
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  /** Starts the one that {@link #stop} stops and {@link #events} asks. */
  StatisticsEngine start(Duration commitInterval) {
    StatisticsEngine started = start(config("state", 2, 0, 3002, commitInterval));
    engine = started;
    return started;
  }

  /**
   * Starts one of several that hold copies for each other; the caller closes it. It has a thread
   * for each partition, so that some have copies only, and no transaction yet.
   */
  StatisticsEngine startOneOfSeveral(int number) {
    return start(config("state-" + number, PARTITIONS, 1, 3002 + number, Duration.ofMillis(200)));
  }

  private StatisticsEngine start(TopologyConfig config) {
    return StatisticsEngine.start(
        config, PARTITIONS, kafka(), new SimpleMeterRegistry(), Clock.systemUTC());
  }

  private TopologyConfig config(
      String state, int threads, int standbys, int port, Duration commitInterval) {
    return new TopologyConfig(
        APPLICATION_ID,
        folder.resolve(state),
        threads,
        standbys,
        commitInterval,
        Duration.ofSeconds(10),
        1,
        1,
        new Endpoint("127.0.0.1", port),
        Duration.ofHours(24),
        Duration.ofDays(2),
        Duration.ofDays(90),
        TopologyConfig.Caps.DEFAULT,
        TopologyConfig.DEFAULT_DIMENSIONS,
        1_000,
        50_000,
        32 << 20,
        100_000,
        64 << 20);
  }

  /** Lets no transaction begin or end, as while Kafka's coordinator is away; or lets them again. */
  void block(boolean isBlocked) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, "__transaction_state");
    var copies = new ConfigEntry("min.insync.replicas", isBlocked ? "2" : "1");
    try (Admin admin = Admin.create(kafka())) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(copies, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  void stop() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  /** Appends records and waits for their acknowledgement. */
  void append(int partition, @Nullable String key, List<String> values) throws Exception {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    for (String value : values) {
      byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
      acknowledgements.add(
          producer.send(
              new ProducerRecord<>(Topics.EVENTS, partition, keyBytes, value.getBytes(UTF_8))));
    }
    for (Future<RecordMetadata> acknowledgement : acknowledgements) {
      acknowledgement.get();
    }
  }

  /** All events ever counted for a site; 0 while its state cannot be read. */
  long events(String siteId) {
    StatisticsEngine running = engine;
    if (running == null) {
      return 0;
    }
    try {
      return running
          .view(HomePartition.of(siteId, PARTITIONS))
          .totals(siteId, Level.ALL, 0)
          .map(BucketTotals::events)
          .orElse(0L);
    } catch (ViewUnavailableException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    stop();
    producer.close();
    broker.close();
  }
}
