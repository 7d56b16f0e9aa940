package io.tidemark.benchmarks.scale;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Sandbox;
import java.time.Clock;

/**
 * What an event costs when there are 100,000 sites instead of 200, 1,000,000 paths of a site
 * instead of 5,000, 400 days instead of 2; everything else the same.
 */
public final class ScaleBenchmark implements Benchmark {
  private static final double SHARE_OF_EVENTS = 0.5;
  private static final String STANDARD = "scale_standard_us_per_event";
  private static final int SITES = 100_000;
  private static final int PATHS = 1_000_000;
  private static final int DAYS = 400;

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    Workload standard = effort.data(SHARE_OF_EVENTS);
    measure(STANDARD, standard, effort, findings);
    compare("scale_sites", standard.withSites(SITES, 1.0), effort, findings);
    compare("scale_paths", standard.withPaths(PATHS), effort, findings);
    compare("scale_days", standard.withDays(DAYS), effort, findings);
  }

  private static void compare(String key, Workload workload, Effort effort, Findings findings)
      throws Exception {
    String cost = key + "_us_per_event";
    measure(cost, workload, effort, findings);
    findings.ratio(key, cost, STANDARD);
  }

  /** If there are several rounds, a count before them warms up Java and is not told. */
  private static void measure(String key, Workload workload, Effort effort, Findings findings)
      throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log =
          EventLog.write(
              workload, Clock.systemUTC().millis(), sandbox.kafka(), sandbox.partitions());
      if (effort.rounds() > 1) {
        count(sandbox, "warm-up", log);
      }
      for (int round = 0; round < effort.rounds(); round++) {
        findings.add(key, count(sandbox, "bench-" + round, log));
      }
    }
  }

  /** Microseconds per event. */
  private static double count(Sandbox sandbox, String id, EventLog log) throws Exception {
    double micros;
    try (Counting counting = Counting.start(sandbox, id)) {
      micros = counting.awaitAll(log) / 1e3 / log.events();
    }
    sandbox.forget(id);
    return micros;
  }
}
