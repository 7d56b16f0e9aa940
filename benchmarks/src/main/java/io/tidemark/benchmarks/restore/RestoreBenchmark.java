package io.tidemark.benchmarks.restore;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Folders;
import io.tidemark.benchmarks.system.Progress;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Wait;
import java.time.Clock;

/**
 * The stores rebuilt from their changelogs after the state folder was lost, beside the catch-up
 * that filled them.
 */
public final class RestoreBenchmark implements Benchmark {
  private static final String CATCH_UP = "restore_catch_up_events_per_s";
  private static final String RESTORE = "restore_events_per_s";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log =
          EventLog.write(
              effort.data(), Clock.systemUTC().millis(), sandbox.kafka(), sandbox.partitions());
      for (int round = 0; round < effort.rounds(); round++) {
        String id = "bench-" + round;
        try (Counting counting = Counting.start(sandbox, id)) {
          findings.add(CATCH_UP, log.events() * 1e9 / counting.awaitAll(log));
        }
        Folders.delete(sandbox.stateFolder(id));
        restore(sandbox, id, log, findings);
        sandbox.forget(id);
      }
      findings.ratioByRound("restore_vs_catch_up", RESTORE, CATCH_UP);
    }
  }

  private static void restore(Sandbox sandbox, String id, EventLog log, Findings findings)
      throws Exception {
    RestoredRecords restored = new RestoredRecords(id);
    long launchNs = System.nanoTime();
    try (Counting counting = Counting.start(sandbox, id);
        Progress bar = Progress.of("restoring", 0)) {
      Wait.until("the first row to be restored", 1, () -> restored.count() > 0);
      long startNs = System.nanoTime();
      Wait.until(
          "the stores to be restored",
          2,
          restored::count,
          () -> {
            bar.to(restored.count());
            return counting.engine().ready();
          });
      counting.check(log);
      long endNs = System.nanoTime();
      findings.add(RESTORE, log.events() * 1e9 / (endNs - startNs));
      findings.add("restore_rows", (double) restored.count());
      findings.add("restore_s_from_launch", (endNs - launchNs) / 1e9);
    }
  }
}
