package io.tidemark.benchmarks.query;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.benchmarks.data.LogWriter;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.load.Load;
import io.tidemark.benchmarks.load.Stream;
import io.tidemark.benchmarks.load.WarmUp;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Servers;
import io.tidemark.query.QueryServer;
import io.tidemark.schemas.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * {@code /stats?date} over 1,000 pairs of site and day, beside {@code /livez} of the same server.
 *
 * <p>Half of the pairs are cold: the topology is stopped and started, which empties its memory, and
 * then gets one event for each of the other half.
 */
final class ManySites implements Benchmark {
  private static final int SITES = 200;
  private static final int DAYS = 5;
  private static final int CONNECTIONS = 16;
  private static final double SHARE_OF_EVENTS = 0.2;
  private static final String TOPOLOGY = "bench";
  private static final String ASKED = "query_requests_per_s";
  private static final String CONSTANT = "livez_requests_per_s";

  private final long nowMs = Clock.systemUTC().millis();

  private record Pair(String site, LocalDate day) {
    String target() {
      return "/stats?site_id=" + site + "&date=" + day;
    }
  }

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    List<Pair> pairs = pairs();
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log = fill(sandbox, effort);
      List<Pair> warm = pairs.subList(0, pairs.size() / 2);
      try (Counting counting = Counting.start(sandbox, TOPOLOGY);
          QueryServer server = Servers.query(sandbox, counting.engine())) {
        touch(sandbox, warm);
        counting.awaitCommitted(warm.size());
        List<String> targets = new ArrayList<>(pairs.stream().map(Pair::target).toList());
        Collections.shuffle(targets, new Random(5));
        Stream constant = closedLoop(server, List.of("/livez"));
        Stream questions = closedLoop(server, targets);
        WarmUp.of(effort, constant);
        WarmUp.of(effort, questions);
        for (int round = 0; round < effort.rounds(); round++) {
          findings.add(CONSTANT, Load.one("/livez", effort.seconds(), constant).perSecond());
          findings.add(ASKED, Load.one("1,000 site days", effort.seconds(), questions).perSecond());
        }
        findings.add("query_events_behind", (double) log.events());
      }
    }
    findings.ratioByRound("query_vs_livez", ASKED, CONSTANT);
  }

  private EventLog fill(Sandbox sandbox, Effort effort) throws Exception {
    Workload workload = effort.data(SHARE_OF_EVENTS).withSites(SITES, 1.0).withDays(DAYS);
    EventLog log = EventLog.write(workload, nowMs, sandbox.kafka(), sandbox.partitions());
    try (Counting counting = Counting.start(sandbox, TOPOLOGY)) {
      counting.awaitAll(log);
    }
    return log;
  }

  private List<Pair> pairs() {
    LocalDate today = Instant.ofEpochMilli(nowMs).atZone(ZoneOffset.UTC).toLocalDate();
    List<Pair> pairs = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      for (int day = 0; day < DAYS; day++) {
        pairs.add(new Pair(EventSource.site(site), today.minusDays(day)));
      }
    }
    Collections.shuffle(pairs, new Random(3));
    return pairs;
  }

  private static void touch(Sandbox sandbox, List<Pair> pairs) {
    try (LogWriter writer = new LogWriter(sandbox.kafka(), sandbox.partitions())) {
      for (Pair pair : pairs) {
        long atMs = pair.day().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        writer.write(event(pair.site(), atMs));
      }
      writer.flush();
    }
  }

  private static Event event(String site, long atMs) {
    return new Event(
        site,
        "touch",
        null,
        null,
        null,
        atMs,
        UUID.randomUUID().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        1);
  }

  private static Stream closedLoop(QueryServer server, List<String> targets) {
    return Stream.gets("questions", server.port(), CONNECTIONS, 0, targets);
  }
}
