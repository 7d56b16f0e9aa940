package io.tidemark.e2e.fault;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.kind.FaultSchedule;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Faults one after the other, the next one when nothing would be lost by it. */
final class Strikes {
  private final Cluster cluster;
  private final Health health;
  private final ToLongFunction<String> acknowledged;
  private final Consumer<String> says;
  private final Map<String, Integer> kinds = new TreeMap<>();
  private Duration longestRecovery = Duration.ZERO;

  /**
   * @param acknowledged the events of a site acknowledged so far
   * @param says is told what happens
   */
  Strikes(
      Cluster cluster, Health health, ToLongFunction<String> acknowledged, Consumer<String> says) {
    this.cluster = cluster;
    this.health = health;
    this.acknowledged = acknowledged;
    this.says = says;
  }

  /** Strikes, and returns when the next fault may. */
  void strike(FaultSchedule.Step step) throws IOException, InterruptedException {
    if (!step.fault().isPossible(cluster)) {
      says.accept("SKIPPED " + step.fault());
      return;
    }
    TimeUnit.MILLISECONDS.sleep(step.before().toMillis());
    says.accept(step.fault().toString());
    step.fault().strike(cluster, health);
    long over = System.nanoTime();
    says.accept("  over");
    health.awaitCounted(acknowledged);
    Duration recovery = Duration.ofNanos(System.nanoTime() - over);
    says.accept("  counted after " + recovery.toMillis() + " ms");
    health.awaitRedundant(acknowledged);
    cluster.healReady();
    says.accept("  redundant again");
    longestRecovery = recovery.compareTo(longestRecovery) > 0 ? recovery : longestRecovery;
    kinds.merge(step.fault().kind(), 1, Integer::sum);
  }

  /** How often each kind struck. */
  Map<String, Integer> kinds() {
    return kinds;
  }

  /** From the end of a fault until all was counted that had been acknowledged by then. */
  Duration longestRecovery() {
    return longestRecovery;
  }
}
