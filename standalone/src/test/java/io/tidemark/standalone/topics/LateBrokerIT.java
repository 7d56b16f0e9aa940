package io.tidemark.standalone.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.broker.TwoBrokers;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.view.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that starts before all brokers are there. */
@Timeout(120)
class LateBrokerIT {
  private static final Map<String, String> TWO_COPIES =
      Map.of("--replication", "2", "--min-insync", "2", "--partitions", "2");

  @Test
  void ensure_beforeTheSecondBroker_waitsForIt_andAllTopicsAskForTwoCopies(@TempDir Path folder)
      throws Exception {
    Settings settings = Settings.resolve(Role.QUERY, TWO_COPIES, Map.of());
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TwoBrokers brokers = new TwoBrokers(folder)) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", brokers.bootstrap());
      Future<Integer> setup =
          thread.submit(
              () ->
                  TopicSetup.ensure(
                      kafka, Configs.topics(settings), Duration.ofMinutes(1), said::add));
      assertThat(said.poll(30, TimeUnit.SECONDS))
          .isEqualTo(
              "waiting for brokers: 1 broker is there, and topics with 2 copies need 2 (0 s)");

      brokers.startSecond();

      assertThat(setup.get(60, TimeUnit.SECONDS)).isEqualTo(2);
      assertInternalTopicsAskForTwoCopies(settings, kafka, folder);
    } finally {
      thread.shutdownNow();
    }
  }

  /** The brokers' default is one. */
  private static void assertInternalTopicsAskForTwoCopies(
      Settings settings, Map<String, Object> kafka, Path folder) throws Exception {
    Endpoint self = new Endpoint("127.0.0.1", 3002);
    try (StatisticsEngine engine =
            StatisticsEngine.start(
                Configs.topology(settings, folder.resolve("state"), self),
                2,
                kafka,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        Admin admin = Admin.create(kafka)) {
      while (!engine.ready()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      Set<String> own =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith("tidemark-") || topic.equals(Topics.EVENTS))
              .collect(Collectors.toSet());
      assertThat(own).contains(Topics.EVENTS, "tidemark-rollups-changelog", "tidemark-rekey");
      List<ConfigResource> resources =
          own.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
      assertThat(admin.describeConfigs(resources).all().get())
          .allSatisfy(
              (topic, config) ->
                  assertThat(config.get("min.insync.replicas").value())
                      .as(topic.name())
                      .isEqualTo("2"));
    }
  }
}
