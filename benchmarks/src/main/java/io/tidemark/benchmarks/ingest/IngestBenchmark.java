package io.tidemark.benchmarks.ingest;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.load.Load;
import io.tidemark.benchmarks.load.LoadResult;
import io.tidemark.benchmarks.load.Stream;
import io.tidemark.benchmarks.load.WarmUp;
import io.tidemark.benchmarks.reference.ParseReference;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Defaults;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Servers;
import io.tidemark.benchmarks.system.ThreadTimes;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.ingest.enrich.Enricher;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.visitor.VisitorIds;
import java.time.Clock;
import java.util.Map;

/**
 * {@code POST /event} and {@code POST /events/batch} on the gateway with the topology beside it,
 * next to the same gateway without Kafka and to one thread that only parses.
 */
public final class IngestBenchmark implements Benchmark {
  private static final int CONNECTIONS = 64;
  private static final int BATCH_CONNECTIONS = 8;
  private static final int BATCH = 1_000;
  private static final double OPEN_RATE = 10_000;
  private static final String TOPOLOGY = "bench";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      batches(sandbox, effort, findings);
      try (Counting counting = Counting.start(sandbox, TOPOLOGY)) {
        counting.awaitCommitted(0);
        try (IngestGateway gateway = Servers.gateway(sandbox, effort.settings())) {
          batchesWhileCounting(gateway, effort, findings);
          openLoop(gateway, counting, effort, findings);
        }
        counting.awaitCommitted(0);
        closedLoop(sandbox, effort, findings);
      }
    }
  }

  /** Batches without the topology, beside the parse reference on what they have written. */
  private static void batches(Sandbox sandbox, Effort effort, Findings findings) throws Exception {
    try (IngestGateway gateway = Servers.gateway(sandbox, effort.settings())) {
      WarmUp.of(effort, batches(gateway));
      for (int round = 0; round < effort.rounds(); round++) {
        LoadResult result = Load.one("batches", effort.seconds(), batches(gateway));
        findings.add("batch_events_per_s", result.perSecond() * BATCH);
        findings.add(
            "batch_parse_events_per_s",
            ParseReference.run(sandbox.kafka(), sandbox.partitions(), true).perSecond());
      }
    }
    findings.ratioByRound(
        "batch_events_per_s_vs_parse", "batch_events_per_s", "batch_parse_events_per_s");
  }

  private static void batchesWhileCounting(IngestGateway gateway, Effort effort, Findings findings)
      throws Exception {
    LoadResult result = Load.one("batches while counting", effort.seconds(), batches(gateway));
    findings.add("batch_events_per_s_while_counting", result.perSecond() * BATCH);
  }

  private static Stream batches(IngestGateway gateway) {
    return Stream.batches(gateway.port(), BATCH_CONNECTIONS, BATCH, 0);
  }

  private static void openLoop(
      IngestGateway gateway, Counting counting, Effort effort, Findings findings) throws Exception {
    Stream events = Stream.events(gateway.port(), CONNECTIONS, OPEN_RATE);
    counting.awaitCommitted(0);
    WarmUp.of(effort, events);
    for (int round = 0; round < effort.rounds(); round++) {
      counting.awaitCommitted(0);
      LoadResult result = Load.one("10,000 requests/s", effort.seconds(), events);
      findings.add("ingest_p50_ms_at_10k", result.p50Ms());
      findings.add("ingest_p99_ms_at_10k", result.p99Ms());
      findings.add("ingest_p999_ms_at_10k", result.p999Ms());
    }
  }

  private static void closedLoop(Sandbox sandbox, Effort effort, Findings findings)
      throws Exception {
    Map<String, String> noLinger = Defaults.and(effort.settings(), "TIDEMARK_LINGER_MS", "0");
    try (IngestGateway gateway = Servers.gateway(sandbox, noLinger);
        IngestGateway bare = bare(noLinger)) {
      WarmUp.of(effort, closedLoop(bare));
      WarmUp.of(effort, closedLoop(gateway));
      for (int round = 0; round < effort.rounds(); round++) {
        closedLoop("without Kafka", "bare", bare, effort, findings);
        closedLoop("with Kafka", "ingest", gateway, effort, findings);
      }
    }
    findings.ratioByRound("ingest_vs_bare", "ingest_requests_per_s", "bare_requests_per_s");
  }

  /** Requests/s, and which threads have worked how long for one of them. */
  static void closedLoop(
      String task, String key, IngestGateway gateway, Effort effort, Findings findings)
      throws Exception {
    ThreadTimes times = ThreadTimes.start();
    LoadResult result = Load.one(task, effort.seconds(), closedLoop(gateway));
    findings.add(key + "_requests_per_s", result.perSecond());
    times.tell(key, result.sent(), findings);
    findings.add(key + "_load_us", result.senderUs());
  }

  /** Single events over {@value #CONNECTIONS} connections, as fast as they are answered. */
  static Stream closedLoop(IngestGateway gateway) {
    return Stream.events(gateway.port(), CONNECTIONS, 0);
  }

  /** The gateway without Kafka. */
  static IngestGateway bare(Map<String, String> settings) throws Exception {
    Enrichment enrichment =
        new Enricher(
            UserAgents.load(), Countries.NONE, new VisitorIds(new OneSalt(), Clock.systemUTC()));
    return Servers.gateway(settings, new InstantPublisher(), enrichment);
  }
}
