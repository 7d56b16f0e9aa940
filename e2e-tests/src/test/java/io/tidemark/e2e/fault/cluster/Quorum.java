package io.tidemark.e2e.fault.cluster;

import io.tidemark.e2e.TidemarkProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * What the brokers of a cluster know of each other; node ids begin with 1.
 *
 * @param brokerPorts of clients, by node
 * @param controllerPorts by node
 */
record Quorum(String clusterId, List<Integer> brokerPorts, List<Integer> controllerPorts) {
  private static final String HOST = "127.0.0.1:";

  static Quorum of(int nodes) {
    List<Integer> ports =
        IntStream.generate(TidemarkProcess::freePort).distinct().limit(2L * nodes).boxed().toList();
    return new Quorum(
        Uuid.randomUuid().toString(),
        new ArrayList<>(ports.subList(0, nodes)),
        new ArrayList<>(ports.subList(nodes, 2 * nodes)));
  }

  String bootstrap() {
    return brokerPorts.stream().map(port -> HOST + port).collect(Collectors.joining(","));
  }

  int brokerPort(int node) {
    return brokerPorts.get(node - 1);
  }

  /** The broker's configuration; small in memory and threads, and quick to notice a death. */
  String properties(int node, String folder) {
    String voters =
        IntStream.rangeClosed(1, controllerPorts.size())
            .mapToObj(it -> it + "@" + HOST + controllerPorts.get(it - 1))
            .collect(Collectors.joining(","));
    return """
    node.id=%d
    process.roles=broker,controller
    listeners=CLIENTS://%s%d,CONTROLLER://%s%d
    listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=CLIENTS
    controller.quorum.voters=%s
    log.dirs=%s
    auto.create.topics.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    offsets.topic.replication.factor=3
    offsets.topic.num.partitions=3
    transaction.state.log.replication.factor=3
    transaction.state.log.min.isr=2
    transaction.state.log.num.partitions=3
    share.coordinator.state.topic.num.partitions=1
    group.initial.rebalance.delay.ms=500
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    broker.session.timeout.ms=4000
    broker.heartbeat.interval.ms=1000
    num.network.threads=2
    num.io.threads=4
    num.replica.fetchers=1
    background.threads=2
    log.cleaner.dedupe.buffer.size=8388608
    log.cleaner.io.buffer.size=65536
    log.index.size.max.bytes=1048576
    log.segment.bytes=16777216
    queued.max.requests=200
    """
        .formatted(
            node, HOST, brokerPort(node), HOST, controllerPorts.get(node - 1), voters, folder);
  }
}
