package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import java.io.IOException;

/** One thing that goes wrong. */
public interface Fault {

  /** Strikes, lets it last, and starts again or continues what was struck. */
  void strike(Cluster cluster, Health health) throws IOException, InterruptedException;

  /** Whether it can strike here; else it is left out. */
  default boolean isPossible(Cluster cluster) {
    return true;
  }

  /** For the report: faults of the same kind are added up. */
  String kind();
}
