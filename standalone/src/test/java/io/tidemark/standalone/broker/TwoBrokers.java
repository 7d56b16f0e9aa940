package io.tidemark.standalone.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A cluster whose second broker comes later. Its brokers' defaults ask for one copy only. */
public final class TwoBrokers implements AutoCloseable {
  private final Path folder;
  private final String clusterId = Uuid.randomUuid().toString();
  private final int firstPort = Ports.free();
  private final int controllerPort = Ports.free();
  private final KafkaRaftServer first;
  private @Nullable KafkaRaftServer second;

  /** Starts the first one, which is the controller too. */
  public TwoBrokers(Path folder) throws Exception {
    this.folder = folder;
    first = start(1, firstPort);
  }

  /** Starts the other one. */
  public void startSecond() throws Exception {
    second = start(2, Ports.free());
  }

  /** {@code host:port} of the first. */
  public String bootstrap() {
    return "127.0.0.1:" + firstPort;
  }

  private KafkaRaftServer start(int id, int port) throws Exception {
    Path data = folder.resolve("broker-" + id);
    BrokerConfig config = new BrokerConfig(data, "127.0.0.1", port, null);
    Properties properties = BrokerProperties.of(config, id, port, controllerPort);
    if (id == 2) {
      properties.setProperty("process.roles", "broker");
      properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
      properties.setProperty("listeners", "CLIENTS://127.0.0.1:" + port);
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(id)
        .setClusterId(clusterId)
        .setDirectories(List.of(data.toString()))
        .setMetadataLogDirectory(data.toString())
        .setControllerListenerName(BrokerProperties.CONTROLLER)
        .run();
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return server;
  }

  @Override
  public void close() {
    if (second != null) {
      second.shutdown();
      second.awaitShutdown();
    }
    first.shutdown();
    first.awaitShutdown();
  }
}
