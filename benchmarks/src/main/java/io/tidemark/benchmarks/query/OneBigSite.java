package io.tidemark.benchmarks.query;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.BigSite;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.load.Load;
import io.tidemark.benchmarks.load.LoadPlan;
import io.tidemark.benchmarks.load.LoadResult;
import io.tidemark.benchmarks.load.Stream;
import io.tidemark.benchmarks.load.WarmUp;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Servers;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.query.QueryServer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A site with 1,000,000 different paths: one day of it, and 366 days with the users' union and the
 * ten top paths, while 20,000 events come in each second.
 */
final class OneBigSite implements Benchmark {
  private static final int BATCH = 100;
  private static final int CONNECTIONS = 16;
  private static final double DAYS_PER_S = 50;
  private static final double YEARS_PER_S = 10;
  private static final double PATHS_SHARE_OF_EVENTS = 0.2;
  private static final int PER_DAY_SHARE = 2_000;
  private static final String TOPOLOGY = "bench";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    long nowMs = Clock.systemUTC().millis();
    BigSite site =
        new BigSite(
            effort.events(PATHS_SHARE_OF_EVENTS),
            Math.max(1, effort.events() / PER_DAY_SHARE),
            nowMs);
    LocalDate today = Instant.ofEpochMilli(nowMs).atZone(ZoneOffset.UTC).toLocalDate();
    String day = "/stats?site_id=" + BigSite.SITE + "&date=" + today.minusDays(1);
    String year =
        "/stats/range?site_id=%s&start_date=%s&end_date=%s"
            .formatted(BigSite.SITE, today.minusDays(BigSite.DAYS - 1L), today);
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log = EventLog.write(site.events(), site, sandbox.kafka(), sandbox.partitions());
      try (Counting counting = Counting.start(sandbox, TOPOLOGY)) {
        counting.awaitAll(log);
        try (QueryServer server = Servers.query(sandbox, counting.engine());
            IngestGateway gateway = Servers.gateway(sandbox, effort.settings())) {
          Stream others = Stream.batches(gateway.port(), CONNECTIONS, BATCH, effort.rate());
          Stream days = questions("day", day, DAYS_PER_S, server);
          Stream years = questions("year", year, YEARS_PER_S, server);
          WarmUp.of(effort, others, days);
          WarmUp.of(effort, others, years);
          for (int round = 0; round < effort.rounds(); round++) {
            for (Stream asked : List.of(days, years)) {
              counting.awaitCommitted(0);
              ask(asked, others, effort, findings);
            }
          }
        }
      }
    }
  }

  private static Stream questions(
      String name, String target, double perSecond, QueryServer server) {
    return Stream.gets(name, server.port(), CONNECTIONS, perSecond, List.of(target));
  }

  private static void ask(Stream questions, Stream others, Effort effort, Findings findings)
      throws Exception {
    String name = questions.name();
    Map<String, LoadResult> results =
        Load.run("a " + name, LoadPlan.of(effort.seconds(), others, questions));
    LoadResult result = Objects.requireNonNull(results.get(name));
    LoadResult background = Objects.requireNonNull(results.get(others.name()));
    findings.add("query_" + name + "_p50_ms", result.p50Ms());
    findings.add("query_" + name + "_p99_ms", result.p99Ms());
    findings.add("query_background_events_per_s", background.perSecond() * BATCH);
  }
}
