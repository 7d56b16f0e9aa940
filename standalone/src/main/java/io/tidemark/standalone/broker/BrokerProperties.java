package io.tidemark.standalone.broker;

import io.tidemark.standalone.StartException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;

/** The embedded broker's configuration: one node, small in memory and threads. */
final class BrokerProperties {
  static final String CONTROLLER = "CONTROLLER";
  private static final String CLIENTS = "CLIENTS";
  private static final String LOOPBACK = "127.0.0.1";

  static Properties of(BrokerConfig config, int nodeId, int port, int controllerPort)
      throws StartException {
    String advertised = config.advertised();
    if (advertised == null) {
      advertised = advertisedHost(config.bind()) + ":" + port;
    }
    Properties properties = new Properties();
    properties.setProperty("node.id", Integer.toString(nodeId));
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty(
        "controller.quorum.voters", nodeId + "@" + LOOPBACK + ":" + controllerPort);
    properties.setProperty("controller.listener.names", CONTROLLER);
    properties.setProperty("inter.broker.listener.name", CLIENTS);
    properties.setProperty(
        "listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.setProperty(
        "listeners",
        CLIENTS
            + "://"
            + bracketed(config.bind())
            + ":"
            + port
            + ","
            + CONTROLLER
            + "://"
            + LOOPBACK
            + ":"
            + controllerPort);
    properties.setProperty("advertised.listeners", CLIENTS + "://" + advertised);
    properties.setProperty("log.dirs", config.folder().toString());
    singleNode(properties);
    smallFootprint(properties);
    if (config.syncEach()) {
      properties.setProperty("log.flush.interval.messages", "1");
    }
    return properties;
  }

  private static void singleNode(Properties properties) {
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("default.replication.factor", "1");
    properties.setProperty("min.insync.replicas", "1");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    properties.setProperty("broker.heartbeat.interval.ms", "500");
    // No other broker could take over from one that was suspended or busy for a while.
    properties.setProperty(
        "broker.session.timeout.ms", Long.toString(Duration.ofDays(7).toMillis()));
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void smallFootprint(Properties properties) {
    properties.setProperty("offsets.topic.num.partitions", "4");
    properties.setProperty("transaction.state.log.num.partitions", "4");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "4");
    properties.setProperty("num.replica.fetchers", "1");
    properties.setProperty("background.threads", "2");
    properties.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
    properties.setProperty("log.cleaner.io.buffer.size", "65536");
    properties.setProperty("log.index.size.max.bytes", "2097152");
    properties.setProperty("queued.max.requests", "200");
    // Else the offsets of the statistics are forgotten a week after these stopped for a fault.
    properties.setProperty("offsets.retention.minutes", "52560000");
    // So that an expired salt is gone from the disk within a minute, not five.
    properties.setProperty("log.retention.check.interval.ms", "60000");
  }

  /** Where clients in this process reach a broker bound to an address. */
  static String loopbackIfAll(String bind) {
    return isAll(bind) ? LOOPBACK : bracketed(bind);
  }

  private static String advertisedHost(String bind) throws StartException {
    if (!isAll(bind)) {
      return bracketed(bind);
    }
    try {
      InetAddress self = InetAddress.getLocalHost();
      return self.getHostName();
    } catch (UnknownHostException e) {
      throw new StartException(
          "TIDEMARK_KAFKA_ADVERTISED is not set and this host's name has no address;"
              + " expected host:port where Kafka clients reach this machine",
          e);
    }
  }

  private static boolean isAll(String bind) {
    try {
      return InetAddress.getByName(bind).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private BrokerProperties() {}
}
