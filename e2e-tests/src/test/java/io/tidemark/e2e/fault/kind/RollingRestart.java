package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.cluster.Node;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and a new start of one process after the other, each when the one before is ready; of a
 * broker, when all replicas are in sync.
 *
 * @param of which processes
 */
record RollingRestart(Of of) implements Fault {

  /** Which processes are restarted. */
  enum Of {
    /** The last gateway and the last query server. */
    ONE_OF_EACH_ROLE,
    ALL
  }

  @Override
  public void strike(Cluster cluster, Health health) throws IOException, InterruptedException {
    health.awaitReady();
    for (Node node : nodes(cluster)) {
      cluster.strike(node);
      long start = System.nanoTime();
      node.terminate();
      long stopped = System.nanoTime();
      node.launch();
      node.awaitReady();
      health.awaitInSync();
      cluster.healed(node);
      System.out.printf(
          "            %s stopped within %d ms and was whole again after %d ms%n",
          node.name(), millis(start, stopped), millis(stopped, System.nanoTime()));
    }
  }

  private static long millis(long fromNanos, long toNanos) {
    return TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos);
  }

  private List<Node> nodes(Cluster cluster) {
    return switch (of) {
      case ALL -> cluster.nodes();
      case ONE_OF_EACH_ROLE -> List.of(last(cluster.gateways()), last(cluster.queryServers()));
    };
  }

  private static Node last(List<? extends Node> nodes) {
    return nodes.get(nodes.size() - 1);
  }

  @Override
  public String kind() {
    return "rolling restart";
  }

  @Override
  public String toString() {
    return "rolling restart of "
        + (of == Of.ALL ? "all processes" : "a gateway and a query server");
  }
}
