package io.tidemark.benchmarks.fresh;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.load.Load;
import io.tidemark.benchmarks.load.LoadPlan;
import io.tidemark.benchmarks.load.LoadResult;
import io.tidemark.benchmarks.load.Stream;
import io.tidemark.benchmarks.load.WarmUp;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Servers;
import io.tidemark.benchmarks.system.StateSize;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.query.QueryServer;
import java.util.Map;
import java.util.Objects;

/**
 * From the 202 of an event to the first answer that counts it, while 20,000 other events come in
 * each second; and what such live events take on disk.
 */
public final class FreshBenchmark implements Benchmark {
  private static final int BATCH = 100;
  private static final int CONNECTIONS = 16;
  private static final String TOPOLOGY = "bench";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      long events;
      try (Counting counting = Counting.start(sandbox, TOPOLOGY);
          QueryServer query = Servers.query(sandbox, counting.engine());
          IngestGateway gateway = Servers.gateway(sandbox, effort.settings())) {
        Stream others = Stream.batches(gateway.port(), CONNECTIONS, BATCH, effort.rate());
        Stream probe = Stream.probe(gateway.port(), query.port());
        WarmUp.of(effort, others, probe);
        for (int round = 0; round < effort.rounds(); round++) {
          counting.awaitCommitted(0);
          round(others, probe, effort, findings);
        }
        counting.awaitCommitted(0);
        events = counting.seen();
      }
      findings.add("log_bytes_per_event_live", (double) sandbox.logBytes() / events);
      StateSize.of(sandbox, TOPOLOGY).tell(events, events, "_live", findings);
    }
  }

  private static void round(Stream others, Stream probe, Effort effort, Findings findings)
      throws Exception {
    Map<String, LoadResult> results =
        Load.run("freshness", LoadPlan.of(effort.seconds(), others, probe));
    LoadResult seen = Objects.requireNonNull(results.get(probe.name()));
    LoadResult background = Objects.requireNonNull(results.get(others.name()));
    findings.add("fresh_p50_ms", seen.p50Ms());
    findings.add("fresh_p99_ms", seen.p99Ms());
    findings.add("fresh_background_events_per_s", background.perSecond() * BATCH);
  }
}
