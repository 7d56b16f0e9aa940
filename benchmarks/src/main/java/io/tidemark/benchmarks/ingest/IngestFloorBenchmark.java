package io.tidemark.benchmarks.ingest;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.floor.RunningFloor;
import io.tidemark.benchmarks.floor.Work;
import io.tidemark.benchmarks.load.WarmUp;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Defaults;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Servers;
import io.tidemark.ingest.IngestGateway;
import java.util.List;
import java.util.Map;

/**
 * What is left of {@code ingest_vs_bare} for counting: {@code POST /event} without Kafka, with
 * Kafka and no topology, with one that only reads the events, and with the one that counts; each
 * round in turn.
 */
public final class IngestFloorBenchmark implements Benchmark {
  private static final String COUNTING = "bench";
  private static final String FLOOR = "floor";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    Map<String, String> noLinger = Defaults.and(effort.settings(), "TIDEMARK_LINGER_MS", "0");
    try (Sandbox sandbox = new Sandbox(effort.settings());
        IngestGateway gateway = Servers.gateway(sandbox, noLinger);
        IngestGateway bare = IngestBenchmark.bare(noLinger)) {
      try (Counting counting = Counting.start(sandbox, COUNTING)) {
        counting.awaitCommitted(0);
        WarmUp.of(effort, IngestBenchmark.closedLoop(bare));
        WarmUp.of(effort, IngestBenchmark.closedLoop(gateway));
      }
      for (int round = 0; round < effort.rounds(); round++) {
        IngestBenchmark.closedLoop("without Kafka", "bare", bare, effort, findings);
        IngestBenchmark.closedLoop("no topology", "alone", gateway, effort, findings);
        try (RunningFloor floor = RunningFloor.live(sandbox, Work.DECODE, FLOOR)) {
          floor.awaitCommitted();
          IngestBenchmark.closedLoop("reading topology", "reading", gateway, effort, findings);
        }
        try (Counting counting = Counting.start(sandbox, COUNTING)) {
          counting.awaitCommitted(0);
          IngestBenchmark.closedLoop("counting topology", "counting", gateway, effort, findings);
        }
      }
    }
    for (String kind : List.of("alone", "reading", "counting")) {
      findings.ratioByRound(kind + "_vs_bare", kind + "_requests_per_s", "bare_requests_per_s");
    }
  }
}
