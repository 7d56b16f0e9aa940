package io.tidemark.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.ingest.visitor.KafkaSaltStore;
import io.tidemark.ingest.visitor.VisitorIds;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.topics.TopicPlan;
import io.tidemark.standalone.topics.TopicSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The salts of visitor ids in a real log: shared, kept over restarts, and gone after their day. */
@Timeout(120)
class VisitorSaltIT {
  private static final TopicPartition SALTS = new TopicPartition(Topics.SALTS, 0);

  /** Long ago for the broker, which goes by the real clock. */
  private final Instant firstDay =
      Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).minus(5, ChronoUnit.DAYS);

  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(firstDay.plus(12, ChronoUnit.HOURS));

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now.get();
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  /** What a gateway has of it. */
  private final class Gateway implements AutoCloseable {
    private final KafkaSaltStore salts;
    private final VisitorIds ids;

    Gateway(Map<String, Object> kafka) {
      salts = KafkaSaltStore.start(kafka, new SimpleMeterRegistry(), clock);
      ids = new VisitorIds(salts, clock);
    }

    String id() throws Exception {
      await("the salt", () -> salts.notReady() == null);
      return ids.of("site", "192.0.2.1", "agent");
    }

    @Override
    public void close() {
      salts.close();
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Map<String, byte[]> secrets(Map<String, Object> kafka) {
    Map<String, byte[]> secrets = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(SALTS));
      consumer.seekToBeginning(List.of(SALTS));
      long end = consumer.endOffsets(List.of(SALTS)).get(SALTS);
      while (consumer.position(SALTS) < end) {
        for (ConsumerRecord<String, byte[]> salt : consumer.poll(Duration.ofMillis(100))) {
          if (salt.value() != null) {
            secrets.putIfAbsent(salt.key(), salt.value());
          }
        }
      }
    }
    return secrets;
  }

  @Test
  void salts_areSharedKeptForTheirDayAndErasedFromTheDisk() throws Exception {
    byte[] first;
    byte[] second;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder))) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrap());
      TopicSetup.ensure(
          kafka, new TopicPlan(1, false, 1, 1, Duration.ofDays(1), Duration.ofDays(1)));
      String id;
      String next;
      try (Gateway one = new Gateway(kafka);
          Gateway two = new Gateway(kafka)) {
        id = one.id();
        assertThat(two.id()).as("at another gateway").isEqualTo(id);
        try (Gateway restarted = new Gateway(kafka)) {
          assertThat(restarted.id()).as("after a restart").isEqualTo(id);
        }

        now.set(firstDay.plus(Duration.ofDays(1)).minusSeconds(1));
        await("tomorrow's salt", () -> secrets(kafka).size() == 2);
        assertThat(one.id()).as("a second before midnight").isEqualTo(id);
        await(
            "tomorrow's salt here",
            () ->
                one.salts.of(java.time.LocalDate.ofInstant(now.get(), ZoneOffset.UTC).plusDays(1))
                    != null);
        now.set(firstDay.plus(Duration.ofDays(1)));
        assertThat(one.salts.notReady()).as("at midnight").isNull();
        next = one.id();
        assertThat(next).as("the next day").isNotEqualTo(id);
        assertThat(two.id()).isEqualTo(next);
      }
      Map<String, byte[]> secrets = secrets(kafka);
      first = secrets.get(day(0));
      second = secrets.get(day(1));
      assertThat(Folders.filesWith(folder, first)).hasSize(1);
      assertThat(Folders.filesWith(folder, second))
          .as("a segment of its own")
          .hasSize(1)
          .doesNotContainAnyElementsOf(Folders.filesWith(folder, first));
    }
    now.set(Clock.systemUTC().instant());
    withImpatientBroker(
        kafka -> {
          await("the first to go", () -> Folders.filesWith(folder, first).isEmpty());
          await("the second to go", () -> Folders.filesWith(folder, second).isEmpty());
          try (Gateway today = new Gateway(kafka)) {
            String id = today.id();
            byte[] current = secrets(kafka).get(now.get().toString().substring(0, 10));
            assertThat(Folders.filesWith(folder, current)).hasSize(1);
            try (Gateway other = new Gateway(kafka)) {
              assertThat(other.id()).isEqualTo(id);
            }
          }
        });
  }

  private String day(int number) {
    return firstDay.plus(number, ChronoUnit.DAYS).toString().substring(0, 10);
  }

  private interface Scenario {
    void run(Map<String, Object> kafka) throws Exception;
  }

  /** The same log under a broker that looks for expired segments all the time. */
  private void withImpatientBroker(Scenario scenario) throws Exception {
    int port = Ports.free();
    Properties properties = BrokerProperties.of(BrokerConfig.local(folder), 1, port, Ports.free());
    properties.setProperty("log.retention.check.interval.ms", "200");
    properties.setProperty("log.initial.task.delay.ms", "0");
    properties.setProperty("log.cleaner.backoff.ms", "200");
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    try {
      scenario.run(Map.of("bootstrap.servers", "127.0.0.1:" + port));
    } finally {
      server.shutdown();
      server.awaitShutdown();
    }
  }
}
