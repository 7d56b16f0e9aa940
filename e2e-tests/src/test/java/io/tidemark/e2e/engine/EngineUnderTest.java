package io.tidemark.e2e.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker, the topics, a producer and an engine. */
final class EngineUnderTest implements AutoCloseable {
  static final int PARTITIONS = 4;
  static final String APPLICATION_ID = "tidemark-it";

  private final Path folder;
  private final EmbeddedBroker broker;
  private final KafkaProducer<byte[], byte[]> producer;
  private @Nullable StatisticsEngine engine;

  EngineUnderTest(Path folder) throws Exception {
    this.folder = folder;
    this.broker =
        EmbeddedBroker.start(new BrokerConfig(folder.resolve("kafka"), "127.0.0.1", 0, null));
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
    }
    this.producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  StatisticsEngine start(Duration commitInterval) {
    engine =
        StatisticsEngine.start(
            new TopologyConfig(
                APPLICATION_ID,
                folder.resolve("state"),
                2,
                0,
                commitInterval,
                Duration.ofSeconds(10),
                1,
                1,
                new Endpoint("127.0.0.1", 3002),
                Duration.ofHours(24),
                Duration.ofDays(2),
                Duration.ofDays(90),
                TopologyConfig.Caps.DEFAULT,
                TopologyConfig.DEFAULT_DIMENSIONS,
                1_000,
                50_000,
                32 << 20,
                100_000,
                64 << 20),
            PARTITIONS,
            kafka(),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    return engine;
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
