package io.tidemark.standalone.broker;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.LoggerFactory;

/**
 * The only node of a cluster, controller and broker in one, as {@code KafkaRaftServer} puts it
 * together, but for one step between the two: the controller forgets the broker's former life
 * before the new one begins.
 *
 * <p>Otherwise, after a crash, the new broker leads its partitions by the rights of the dead one
 * until that one's session ends, and then they have no leader for a moment. Kafka 4.3.1 takes a
 * partition without a leader for a deleted one (KAFKA-20734): a transaction whose commit the crash
 * cut in two would be closed without markers, its offsets pending for ever, and counting would
 * stand still.
 */
final class KafkaNode {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final KafkaConfig config;
  private final ControllerServer controller;
  private final BrokerServer broker;

  /** A node that does not run yet, on a formatted folder. */
  KafkaNode(KafkaConfig config) {
    this.config = config;
    var logDirs =
        KafkaRaftServer.initializeLogDirs(
            config, LoggerFactory.getLogger(KafkaRaftServer.class), "");
    var ensemble = logDirs._1();
    SharedServer shared =
        new SharedServer(
            config,
            ensemble,
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, ensemble.clusterId().orElseThrow()),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
    broker = new BrokerServer(shared);
  }

  /**
   * Returns when the broker takes requests.
   *
   * @throws RuntimeException if it cannot start, with the cause
   */
  void startup() {
    controller.startup();
    forgetFormerLife();
    broker.startup();
  }

  /** Hands over cleanly. It may have started in part. */
  void shutdown() {
    broker.shutdown();
    controller.shutdown();
  }

  /** Returns when a node that had started is down. */
  void awaitShutdown() {
    broker.awaitShutdown();
    controller.awaitShutdown();
  }

  private void forgetFormerLife() {
    long deadline = Time.SYSTEM.nanoseconds() + PATIENCE.toNanos();
    try {
      while (!tryForget(controller.controller(), deadline)) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the start was interrupted", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "its controller did not begin within " + PATIENCE.toSeconds() + " s", e);
    }
  }

  /** Whether it is done; if not, the controller is not ready yet. */
  private boolean tryForget(Controller active, long deadlineNanos)
      throws InterruptedException, TimeoutException {
    var context =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.of(deadlineNanos));
    try {
      active
          .unregisterBroker(context, config.nodeId())
          .get(deadlineNanos - Time.SYSTEM.nanoseconds(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokerIdNotRegisteredException) {
        return true;
      }
      if (e.getCause() instanceof NotControllerException) {
        return false;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
