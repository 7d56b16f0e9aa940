package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.cluster.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * SIGSTOP, and SIGCONT some time later: the process comes back believing that nothing happened.
 *
 * @param length longer than the session time-out, for the others to take its work
 */
record Pause(Target target, Duration length) implements Fault {
  @Override
  public void strike(Cluster cluster, Health health) throws IOException, InterruptedException {
    Node node = target.in(cluster, health);
    cluster.strike(node);
    node.pause();
    try {
      TimeUnit.MILLISECONDS.sleep(length.toMillis());
    } finally {
      node.resume();
    }
  }

  @Override
  public String kind() {
    return "pause " + target.duty();
  }

  @Override
  public String toString() {
    return "pause " + target + " for " + length.toMillis() + " ms";
  }
}
