package io.tidemark.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.standalone.StartException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final String TOPIC = "letters";

  @TempDir private Path folder;

  private static Map<String, Object> clients(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  private static void send(EmbeddedBroker broker, String... values) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(clients(broker), new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value)).get();
      }
    }
  }

  private static List<String> read(EmbeddedBroker broker, int count) {
    List<String> values = new ArrayList<>();
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(clients(broker), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  @Test
  void syncEach_isInTheEffectiveConfigurationOfEveryTopic_andRecordsFlow() throws Exception {
    assertThat(flushInterval(false)).isEqualTo(Long.toString(Long.MAX_VALUE));
    assertThat(flushInterval(true)).isEqualTo("1");
  }

  /** The number of records after which a topic without settings of its own is synced. */
  private String flushInterval(boolean syncEach) throws Exception {
    Path own = folder.resolve("sync-" + syncEach);
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerConfig(own, "127.0.0.1", 0, null, syncEach));
        Admin admin = Admin.create(clients(broker))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      send(broker, "a", "b");
      assertThat(read(broker, 2)).containsExactly("a", "b");
      String node = admin.describeCluster().nodes().get().iterator().next().idString();
      var ofBroker = new ConfigResource(ConfigResource.Type.BROKER, node);
      var ofTopic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
      var configs = admin.describeConfigs(List.of(ofBroker, ofTopic)).all().get();
      String value = configs.get(ofTopic).get("flush.messages").value();
      assertThat(configs.get(ofBroker).get("log.flush.interval.messages").value()).isEqualTo(value);
      return value;
    }
  }

  @Test
  void restart_keepsClusterAndRecords() throws Exception {
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder))) {
      clusterId = broker.clusterId();
      try (Admin admin = Admin.create(clients(broker))) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
      send(broker, "a", "b");
      assertThat(read(broker, 2)).containsExactly("a", "b");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder))) {
      assertThat(broker.clusterId()).isEqualTo(clusterId);
      send(broker, "c");
      assertThat(read(broker, 3)).containsExactly("a", "b", "c");
    }
  }

  /** Waiting for the former broker's session to end would take days. */
  @Test
  void folderOfABrokerThatDidNotStop_startsAtOnceWithItsRecords() throws Exception {
    Path left = folder.resolve("left");
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder.resolve("own")));
        Admin admin = Admin.create(clients(broker))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      send(broker, "a", "b");
      Folders.copy(folder.resolve("own"), left);
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(left))) {
      send(broker, "c");
      assertThat(read(broker, 3)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void start_portInUse_isRefusedAndTheFolderUntouched() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerConfig config =
          new BrokerConfig(
              folder.resolve("kafka"), "127.0.0.1", other.getLocalPort(), /* advertised= */ null);

      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("TIDEMARK_KAFKA_PORT is " + other.getLocalPort());
      assertThat(folder.resolve("kafka")).doesNotExist();
    }
  }

  @Test
  void start_folderThatIsAFile_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.local(file)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be used by the embedded Kafka broker");
  }
}
