package io.tidemark.benchmarks.catchup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.benchmarks.Folders;
import io.tidemark.benchmarks.Sandbox;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.reference.ParseReference;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Level;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;

/** The whole topology under exactly-once with everything on, beside one thread that only parses. */
public final class CatchUpBenchmark {
  private final PrintStream out;
  private final int events;
  private final int rounds;

  public CatchUpBenchmark(PrintStream out, int events, int rounds) {
    this.out = out;
    this.events = events;
    this.rounds = rounds;
  }

  public void run() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Workload workload = Workload.standard(events);
      EventLog log =
          EventLog.write(workload, Clock.systemUTC().millis(), sandbox.kafka(), Sandbox.PARTITIONS);
      out.printf("%d events, %d bytes each%n", events, log.valueBytes() / events);
      double[] consume = new double[rounds];
      double[] parse = new double[rounds];
      double[] count = new double[rounds];
      ParseReference.run(sandbox.kafka(), Sandbox.PARTITIONS, true);
      for (int round = 0; round < rounds; round++) {
        consume[round] = ParseReference.run(sandbox.kafka(), Sandbox.PARTITIONS, false).perSecond();
        parse[round] = ParseReference.run(sandbox.kafka(), Sandbox.PARTITIONS, true).perSecond();
        count[round] = count(sandbox, log, round);
        out.printf(
            "round %d: consume %.0f/s, parse %.0f/s, catch-up %.0f/s%n",
            round + 1, consume[round], parse[round], count[round]);
      }
      out.printf("catch_up_vs_parse %.2f%n", median(count) / median(parse));
    }
  }

  private double count(Sandbox sandbox, EventLog log, int round) throws Exception {
    Path state = sandbox.folder().resolve("state-" + round);
    long startNs = System.nanoTime();
    try (StatisticsEngine engine =
        StatisticsEngine.start(
            config(state, "bench-" + round),
            Sandbox.PARTITIONS,
            sandbox.kafka(),
            new SimpleMeterRegistry(),
            Clock.systemUTC())) {
      while (engine.backlog().orElse(-1) != 0 || !engine.ready()) {
        Thread.sleep(20);
      }
      double perSecond = events * 1e9 / (System.nanoTime() - startNs);
      log.viewsOfSite().forEach((site, views) -> check(engine, site, views));
      return perSecond;
    } finally {
      Folders.delete(state);
    }
  }

  private static void check(StatisticsEngine engine, String site, long views) {
    long counted =
        engine
            .view(HomePartition.of(site, Sandbox.PARTITIONS))
            .totals(site, Level.ALL, 0)
            .orElseThrow()
            .views();
    if (counted != views) {
      throw new IllegalStateException(site + " has " + counted + " views; expected " + views);
    }
  }

  private static TopologyConfig config(Path state, String id) {
    return new TopologyConfig(
        id,
        state,
        Runtime.getRuntime().availableProcessors(),
        0,
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        1,
        new Endpoint("127.0.0.1", 3002),
        Duration.ofHours(24),
        Duration.ofDays(2),
        Duration.ofDays(90),
        TopologyConfig.Caps.DEFAULT,
        EnumSet.copyOf(TopologyConfig.DEFAULT_DIMENSIONS),
        100_000,
        50_000,
        32 << 20,
        500_000,
        128 << 20);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
