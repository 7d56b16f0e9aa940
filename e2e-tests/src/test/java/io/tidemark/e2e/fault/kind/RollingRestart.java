package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.cluster.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * SIGTERM and a new start of one process after the other, each when the one before is ready; of a
 * broker, when all replicas are in sync.
 *
 * @param brokers whether they are restarted as well as gateways and query servers
 */
record RollingRestart(boolean brokers) implements Fault {
  @Override
  public void strike(Cluster cluster, Health health) throws IOException, InterruptedException {
    List<Node> nodes = new ArrayList<>(brokers ? cluster.brokers() : List.of());
    nodes.addAll(cluster.gateways());
    nodes.addAll(cluster.queryServers());
    for (Node node : nodes) {
      cluster.strike(node);
      node.terminate();
      node.launch();
      node.awaitReady();
      health.awaitInSync();
      cluster.healed(node);
    }
  }

  @Override
  public String kind() {
    return "rolling restart";
  }

  @Override
  public String toString() {
    return "rolling restart of " + (brokers ? "all processes" : "gateways and query servers");
  }
}
