package io.tidemark.benchmarks;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker of its own on a temporary folder, with the topics. */
public final class Sandbox implements AutoCloseable {
  /** As many as {@code ./tidemark up} makes. */
  public static final int PARTITIONS = 4;

  private final Path folder;
  private final EmbeddedBroker broker;

  public Sandbox() throws Exception {
    folder = Files.createTempDirectory("tidemark-bench");
    broker = EmbeddedBroker.start(new BrokerConfig(folder.resolve("kafka"), "127.0.0.1", 0, null));
    Duration keep = Duration.ofDays(90);
    List<NewTopic> topics = new ArrayList<>();
    for (Topics.Spec spec :
        List.of(
            Topics.events(PARTITIONS, keep), Topics.refusals(PARTITIONS, keep), Topics.dlq(keep))) {
      topics.add(new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.config()));
    }
    try (Admin admin = Admin.create(kafka())) {
      admin.createTopics(topics).all().get();
    }
  }

  /** Client settings. */
  public Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrap());
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    broker.close();
    Folders.delete(folder);
  }
}
