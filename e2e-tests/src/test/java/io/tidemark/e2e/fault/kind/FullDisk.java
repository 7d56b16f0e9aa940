package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.BrokerNode;
import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker's disk is full; then there is room again, and the broker is started if it gave up.
 *
 * @param length how long there is no room
 */
record FullDisk(Duration length) implements Fault {
  @Override
  public void strike(Cluster cluster, Health health) throws IOException, InterruptedException {
    List<BrokerNode> brokers = cluster.brokers();
    BrokerNode broker = brokers.get(brokers.size() - 1);
    cluster.strike(broker);
    cluster.smallDisk().fill();
    try {
      TimeUnit.MILLISECONDS.sleep(length.toMillis());
    } finally {
      cluster.smallDisk().clear();
    }
    if (broker.isDead()) {
      broker.launch();
    }
  }

  @Override
  public boolean isPossible(Cluster cluster) {
    return cluster.smallDisk().isSmall();
  }

  @Override
  public String kind() {
    return "disk full";
  }

  @Override
  public String toString() {
    return "disk full of the last broker for " + length.toMillis() + " ms";
  }
}
