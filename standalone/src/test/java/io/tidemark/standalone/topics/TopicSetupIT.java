package io.tidemark.standalone.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicSetupIT {
  private EmbeddedBroker broker;
  private Map<String, Object> kafka;
  private Admin admin;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(BrokerConfig.local(folder));
    kafka = Map.of("bootstrap.servers", broker.bootstrap());
    admin = Admin.create(kafka);
  }

  @AfterEach
  void removeTopics() throws Exception {
    var names = admin.listTopics().names().get();
    admin.deleteTopics(names).all().get();
    while (!admin.listTopics().names().get().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  void stop() {
    admin.close();
    broker.close();
  }

  private static TopicPlan plan(int partitions, boolean chosen, int rawDays) {
    return new TopicPlan(partitions, chosen, 1, 1, Duration.ofDays(rawDays), Duration.ofDays(30));
  }

  private Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private void createEvents(int partitions, Map<String, String> config) throws Exception {
    NewTopic topic = new NewTopic(Topics.EVENTS, partitions, (short) 1).configs(config);
    admin.createTopics(List.of(topic)).all().get();
  }

  @Test
  void ensure_topicThatRequiresMoreCopies_keepsThat() throws Exception {
    TopicSetup.ensure(kafka, plan(3, false, 90));
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS);
    var two = new ConfigEntry("min.insync.replicas", "2");
    var raise = new AlterConfigOp(two, AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(raise))).all().get();

    TopicSetup.ensure(kafka, plan(3, false, 90));

    assertThat(config(Topics.EVENTS).get("min.insync.replicas").value()).isEqualTo("2");
  }

  @Test
  void ensure_newCluster_createsTheTopics() throws Exception {
    assertThat(TopicSetup.ensure(kafka, plan(3, false, 90))).isEqualTo(3);

    assertThat(admin.listTopics().names().get())
        .containsExactlyInAnyOrder(
            Topics.EVENTS,
            Topics.DLQ,
            Topics.META,
            Topics.REFUSALS,
            Topics.SALTS,
            Topics.HOT_SITES);
    Config events = config(Topics.EVENTS);
    assertThat(events.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
    assertThat(events.get("retention.ms").value())
        .isEqualTo(Long.toString(Duration.ofDays(90).toMillis()));
    assertThat(config(Topics.META).get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config(Topics.SALTS).get("cleanup.policy").value()).isEqualTo("compact,delete");
    assertThat(partitions(Topics.REFUSALS)).isEqualTo(3);
    assertThat(partitions(Topics.SALTS)).isEqualTo(1);
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  @Test
  void ensure_refusalsWithOtherPartitions_isRefused() throws Exception {
    admin.createTopics(List.of(new NewTopic(Topics.REFUSALS, 2, (short) 1))).all().get();

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan(3, false, 90)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("topic tidemark-refusals has 2 partitions; expected 3");
  }

  @Test
  void ensure_again_isFineAndKeepsThePartitions() throws Exception {
    TopicSetup.ensure(kafka, plan(3, true, 90));

    assertThat(TopicSetup.ensure(kafka, plan(12, false, 90))).isEqualTo(3);
  }

  @Test
  void ensure_severalAtOnce_allSucceed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Callable<Integer> ensure = () -> TopicSetup.ensure(kafka, plan(2, false, 90));
      for (Future<Integer> result : threads.invokeAll(List.of(ensure, ensure, ensure))) {
        assertThat(result.get()).isEqualTo(2);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void ensure_otherRetention_follows() throws Exception {
    TopicSetup.ensure(kafka, plan(1, false, 90));

    TopicSetup.ensure(kafka, plan(1, false, 7));

    assertThat(config(Topics.EVENTS).get("retention.ms").value())
        .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
  }

  @Test
  void ensure_otherPartitionsChosen_isRefused() throws Exception {
    TopicSetup.ensure(kafka, plan(2, false, 90));

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan(8, true, 90)))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "TIDEMARK_PARTITIONS is 8; expected 2, the number topic events was created with, or no"
                + " such setting");
  }

  @Test
  void ensure_partitionsAddedLater_isRefused() throws Exception {
    TopicSetup.ensure(kafka, plan(2, false, 90));
    admin.createPartitions(Map.of(Topics.EVENTS, NewPartitions.increaseTo(5))).all().get();

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan(2, false, 90)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            "topic events has 5 partitions, and this installation was made with 2;");
  }

  @Test
  void ensure_eventsMadeByHand_areTakenAndRecorded() throws Exception {
    createEvents(5, Map.of("message.timestamp.type", "LogAppendTime"));

    assertThat(TopicSetup.ensure(kafka, plan(4, false, 90))).isEqualTo(5);
    assertThat(partitions(Topics.REFUSALS)).isEqualTo(5);
    assertThat(new Installation(kafka).recordedPartitions()).hasValue(5);
  }

  @Test
  void ensure_eventsWithCreateTime_isRefused() throws Exception {
    createEvents(4, Map.of());

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan(4, false, 90)))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "topic events has message.timestamp.type=CreateTime; expected LogAppendTime: set it"
                + " with kafka-configs.sh --alter --topic events --add-config"
                + " message.timestamp.type=LogAppendTime");
  }

  @Test
  void ensure_eventsTooSmallForAnEvent_isRefused() throws Exception {
    createEvents(4, Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "1000"));

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan(4, false, 90)))
        .hasMessageStartingWith(
            "topic events has max.message.bytes=1000; expected at least 1048588");
  }

  @Test
  void ensure_moreCopiesThanBrokers_isRefusedWhenNoneCame() {
    TopicPlan plan = new TopicPlan(1, false, 3, 2, Duration.ofDays(1), Duration.ofDays(1));
    List<String> said = new ArrayList<>();

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan, Duration.ofSeconds(1), said::add))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "TIDEMARK_REPLICATION is 3, and 1 broker is there after 1 s; expected at least 3: start"
                + " the others, or ask for fewer copies");
    assertThat(said)
        .containsExactly(
            "waiting for brokers: 1 broker is there, and topics with 3 copies need 3 (0 s)");
  }

  @Test
  void ensure_topicThatKafkaForbids_isRefusedWithKafkasReason() {
    TopicPlan plan = new TopicPlan(1, false, 1, 2, Duration.ofDays(1), Duration.ofMillis(-7));

    assertThatThrownBy(() -> TopicSetup.ensure(kafka, plan))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("Kafka refused to set up Tidemark's topics: ");
  }

  @Test
  void clusterWait_clusterThere_returns() throws Exception {
    ClusterWait.until(kafka);
  }

  @Test
  void clusterWait_settingsThatAreNone_isRefused() {
    Map<String, Object> wrong =
        Map.of("bootstrap.servers", broker.bootstrap(), "security.protocol", "NONSENSE");

    assertThatThrownBy(() -> ClusterWait.until(wrong))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("TIDEMARK_KAFKA_CONFIG");
  }
}
