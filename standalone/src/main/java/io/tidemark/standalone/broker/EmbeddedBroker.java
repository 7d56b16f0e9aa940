package io.tidemark.standalone.broker;

import io.tidemark.standalone.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaProperties;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A running Kafka broker in this process. What it acknowledged is in its folder, and there after a
 * restart. Fatal faults of a broker halt the JVM (see {@link BrokerFaults}).
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE_ID = 1;

  private final KafkaNode node;
  private final String bootstrap;
  private final String clusterId;

  private EmbeddedBroker(KafkaNode node, String bootstrap, String clusterId) {
    this.node = node;
    this.bootstrap = bootstrap;
    this.clusterId = clusterId;
  }

  /**
   * Formats the folder if it is new, starts the broker, and returns when it takes requests.
   *
   * @throws StartException if the port is taken, or the folder cannot be used
   */
  public static EmbeddedBroker start(BrokerConfig config) throws StartException {
    int port =
        Ports.claim("TIDEMARK_KAFKA_PORT", config.port(), "TIDEMARK_KAFKA_BIND", config.bind());
    int controllerPort = Ports.free();
    Properties properties = BrokerProperties.of(config, NODE_ID, port, controllerPort);
    String clusterId = format(config.folder());
    KafkaNode node = null;
    try {
      node = new KafkaNode(KafkaConfig.fromProps(properties, false));
      node.startup();
    } catch (RuntimeException e) {
      if (node != null) {
        node.shutdown();
      }
      throw new StartException(
          "the embedded Kafka broker did not start on "
              + config.folder()
              + ": "
              + reason(e)
              + "; check the folder's rights and free space",
          e);
    }
    String bootstrap = BrokerProperties.loopbackIfAll(config.bind()) + ":" + port;
    return new EmbeddedBroker(node, bootstrap, clusterId);
  }

  /** {@code host:port} for clients in this process. */
  public String bootstrap() {
    return bootstrap;
  }

  /**
   * The cluster id of a broker's folder, whether that runs or not.
   *
   * @throws StartException if it is no broker's
   */
  public static String clusterIdOf(Path folder) throws StartException {
    try {
      return clusterId(folder);
    } catch (IOException e) {
      throw new StartException("the folder " + folder + " cannot be read: " + reason(e), e);
    }
  }

  /** Made once per folder. */
  public String clusterId() {
    return clusterId;
  }

  /** Hands over cleanly and waits for it; the log is synced to disk. */
  @Override
  public void close() {
    node.shutdown();
    node.awaitShutdown();
  }

  private static String format(Path folder) throws StartException {
    try {
      Files.createDirectories(folder);
      String clusterId = clusterId(folder);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .setNodeId(NODE_ID)
          .setClusterId(clusterId)
          .setDirectories(List.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(BrokerProperties.CONTROLLER)
          .setIgnoreFormatted(true)
          .run();
      return clusterId;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("the start was interrupted", e);
    } catch (Exception e) {
      throw new StartException(
          "the folder "
              + folder
              + " cannot be used by the embedded Kafka broker: "
              + reason(e)
              + "; check its rights and free space",
          e);
    }
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  /** The folder's cluster id, or a new one. */
  private static String clusterId(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      return Uuid.randomUuid().toString();
    }
    MetaPropertiesEnsemble ensemble =
        new MetaPropertiesEnsemble.Loader().addLogDirs(List.of(folder.toString())).load();
    MetaProperties properties = ensemble.logDirProps().get(folder.toString());
    if (properties == null || properties.clusterId().isEmpty()) {
      throw new IOException(
          folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME) + " names no cluster");
    }
    return properties.clusterId().get();
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
