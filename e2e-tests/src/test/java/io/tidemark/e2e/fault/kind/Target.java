package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.cluster.Node;

/** Which process is struck: one by its number, or the one that has a duty at that moment. */
public record Target(Duty duty, int number) {

  /** What a process is there for. */
  public enum Duty {
    GATEWAY,
    QUERY_SERVER,
    BROKER,
    /** The broker that leads the controllers; the number says nothing. */
    CONTROLLER,
    /** The broker that leads a partition of the topic events; the number is the partition's. */
    LEADER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  Node in(Cluster cluster, Health health) throws InterruptedException {
    return switch (duty) {
      case GATEWAY -> cluster.gateways().get(number);
      case QUERY_SERVER -> cluster.queryServers().get(number);
      case BROKER -> cluster.brokers().get(number);
      case CONTROLLER -> health.controller();
      case LEADER -> health.leader(number);
    };
  }

  @Override
  public String toString() {
    return duty + (duty == Duty.CONTROLLER ? "" : " " + number);
  }
}
