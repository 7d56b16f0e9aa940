package io.tidemark.benchmarks.scale;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.topology.store.RollupStore;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The flushes of a topology that counts as fast as it can events of 100,000 sites, all as popular
 * as each other. A commit flushes two stores; the figure is the sum of both stores' 99th
 * percentiles, which is no less than that of the sums.
 */
public final class FlushBenchmark implements Benchmark {
  private static final int SITES = 100_000;
  private static final double SHARE_OF_EVENTS = 0.4;

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    Workload workload = effort.data(SHARE_OF_EVENTS).withSites(SITES, 0).withDays(1);
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log =
          EventLog.write(
              workload, Clock.systemUTC().millis(), sandbox.kafka(), sandbox.partitions());
      for (int round = 0; round < effort.rounds(); round++) {
        String id = "bench-" + round;
        try (Counting counting = Counting.start(sandbox, id)) {
          double micros = counting.awaitAll(log) / 1e3;
          findings.add("flush_p99_ms", percentile(0.99, counting.metrics()));
          findings.add("flush_p50_ms", percentile(0.5, counting.metrics()));
          DistributionSummary rows = rollupRows(counting.metrics());
          findings.add("flush_rows", rows.mean());
          findings.add("flush_rows_per_event", rows.totalAmount() / log.events());
          findings.add("flush_us_per_event", micros / log.events());
        }
        sandbox.forget(id);
      }
    }
  }

  private static DistributionSummary rollupRows(MeterRegistry metrics) {
    return metrics.get("tidemark.topology.flush.rows").tag("store", RollupStore.NAME).summary();
  }

  private static double percentile(double share, MeterRegistry metrics) {
    double sumMs = 0;
    for (Timer timer : metrics.get("tidemark.topology.flush").timers()) {
      for (ValueAtPercentile at : timer.takeSnapshot().percentileValues()) {
        if (at.percentile() == share) {
          sumMs += at.value(TimeUnit.MILLISECONDS);
        }
      }
    }
    return sumMs;
  }
}
