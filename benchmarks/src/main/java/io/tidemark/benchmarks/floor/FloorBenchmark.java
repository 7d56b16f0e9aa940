package io.tidemark.benchmarks.floor;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.reference.ParseReference;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Wait;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;

/**
 * What is left of the budget for counting: events/s of a topology under exactly-once, with
 * Tidemark's settings while it catches up, that does nothing; that reads the events; that writes
 * rows; that does both, which is what {@code floor_vs_parse} compares with one thread that consumes
 * and parses, round by round. Beside it the processor time an event takes, which also tells where
 * the processors were not busy.
 */
public final class FloorBenchmark implements Benchmark {
  private static final String PARSE = "parse_events_per_s";

  /** As many rows, and as large ones, as catching up writes; and each event is read. */
  private static final Work UNCOUNTED = Work.decodeAndRows(0.4, 100);

  private static final List<Work> ALL =
      List.of(
          Work.NOTHING,
          Work.DECODE,
          Work.rows(0.15, 100),
          Work.rows(0.4, 100),
          Work.rows(1, 100),
          Work.rows(0.4, 300),
          UNCOUNTED);

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log =
          EventLog.write(
              effort.data(), Clock.systemUTC().millis(), sandbox.kafka(), sandbox.partitions());
      run(sandbox, UNCOUNTED, log, "warm-up", Findings.unheard());
      for (int round = 0; round < effort.rounds(); round++) {
        findings.add(
            PARSE, ParseReference.run(sandbox.kafka(), sandbox.partitions(), true).perSecond());
        for (Work work : ALL) {
          run(sandbox, work, log, "floor-" + round + "-" + work.name(), findings);
        }
      }
      findings.ratioByRound("floor_vs_parse", rate(UNCOUNTED), PARSE);
    }
  }

  private static String rate(Work work) {
    return "floor_" + work.name() + "_events_per_s";
  }

  /** From the moment all partitions are at work to the last offset committed. */
  private static void run(Sandbox sandbox, Work work, EventLog log, String id, Findings findings)
      throws Exception {
    try (RunningFloor floor = RunningFloor.catchingUp(sandbox, work, id)) {
      long before = floor.seen();
      long startNs = System.nanoTime();
      long startCpuNs = cpuNs();
      Wait.until("the last event", 5, () -> floor.seen() >= log.events());
      floor.awaitCommitted();
      double events = log.events() - before;
      findings.add(rate(work), events * 1e9 / (System.nanoTime() - startNs));
      findings.add("floor_" + work.name() + "_cpu_ns_per_event", (cpuNs() - startCpuNs) / events);
    }
    sandbox.forget(id);
  }

  /** Processor time of all threads of this process, those of RocksDB and the broker too. */
  private static long cpuNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
