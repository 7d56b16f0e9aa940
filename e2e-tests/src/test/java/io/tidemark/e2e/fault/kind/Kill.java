package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.cluster.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * SIGKILL, and a start some time later.
 *
 * @param down how long the process is gone
 */
record Kill(Target target, Duration down) implements Fault {
  @Override
  public void strike(Cluster cluster, Health health) throws IOException, InterruptedException {
    Node node = target.in(cluster, health);
    cluster.strike(node);
    node.kill();
    TimeUnit.MILLISECONDS.sleep(down.toMillis());
    node.launch();
  }

  @Override
  public String kind() {
    return "kill " + target.duty();
  }

  @Override
  public String toString() {
    return "kill " + target + " for " + down.toMillis() + " ms";
  }
}
