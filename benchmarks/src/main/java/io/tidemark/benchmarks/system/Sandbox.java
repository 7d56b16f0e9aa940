package io.tidemark.benchmarks.system;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.topics.TopicSetup;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.view.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A broker of its own on a temporary folder, with the topics, as {@code ./tidemark up} has it. */
public final class Sandbox implements AutoCloseable {
  private final Settings settings;
  private final Path folder;
  private final EmbeddedBroker broker;
  private final int partitions;
  private final Endpoint self;

  /**
   * Starts one.
   *
   * @param changes settings that are not the defaults, by key
   */
  public Sandbox(Map<String, String> changes) throws Exception {
    settings = Defaults.with(changes);
    folder = Folders.temporary();
    broker = EmbeddedBroker.start(BrokerConfig.local(kafkaFolder()));
    partitions = TopicSetup.ensure(kafka(), Configs.topics(settings));
    self = new Endpoint("127.0.0.1", freePort());
  }

  /** Client settings. */
  public Map<String, Object> kafka() {
    return KafkaClients.local(broker.bootstrap());
  }

  /** Of the topic {@code events}. */
  public int partitions() {
    return partitions;
  }

  public Settings settings() {
    return settings;
  }

  /** Where a query server listens if there is one. */
  public Endpoint self() {
    return self;
  }

  /** Where a topology of this name keeps its state. */
  public Path stateFolder(String applicationId) {
    return folder.resolve("state").resolve(applicationId);
  }

  /** The topology's settings under another name, with a state of its own. */
  public TopologyConfig topology(String applicationId) {
    TopologyConfig up = Configs.topology(settings, stateFolder(applicationId), self);
    return new TopologyConfig(
        applicationId,
        up.stateDir(),
        up.threads(),
        up.standbyReplicas(),
        up.commitInterval(),
        up.transactionTimeout(),
        up.replicationFactor(),
        up.minInsync(),
        up.self(),
        up.dedupWindow(),
        up.minuteRetention(),
        up.hourRetention(),
        up.caps(),
        up.dimensions(),
        up.maxSites(),
        up.dirtyRows(),
        up.dirtyBytes(),
        up.cachedRows(),
        up.rocksDbBytes());
  }

  /** Bytes on disk of the segments of {@code events}. */
  public long logBytes() {
    return segmentBytes(Topics.EVENTS);
  }

  /** Bytes on disk of the segments of a topology's changelogs. */
  public long changelogBytes(String applicationId) throws IOException {
    long bytes = 0;
    try (Stream<Path> folders = Files.list(kafkaFolder())) {
      for (Path partition : folders.toList()) {
        String name = partition.getFileName().toString();
        if (name.startsWith(applicationId + "-") && name.contains("-changelog-")) {
          bytes += Folders.bytes(partition, Sandbox::isSegment);
        }
      }
    }
    return bytes;
  }

  /** Deletes a topology's topics and state. */
  public void forget(String applicationId) throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(applicationId + "-"))
              .toList();
      admin.deleteTopics(topics).all().get();
    }
    Folders.delete(stateFolder(applicationId));
  }

  @Override
  public void close() throws IOException {
    broker.close();
    Folders.delete(folder);
  }

  private Path kafkaFolder() {
    return folder.resolve("kafka");
  }

  private long segmentBytes(String topic) {
    long bytes = 0;
    for (int partition = 0; partition < partitions; partition++) {
      bytes += Folders.bytes(kafkaFolder().resolve(topic + "-" + partition), Sandbox::isSegment);
    }
    return bytes;
  }

  private static boolean isSegment(Path file) {
    return file.toString().endsWith(".log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
