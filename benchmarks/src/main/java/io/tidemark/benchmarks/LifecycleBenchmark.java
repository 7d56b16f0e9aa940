package io.tidemark.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * Start, memory, freshness and recovery of {@code ./tidemark up}, on a real process.
 *
 * <p>Times are from the launch of the start script, so they include its search for a JDK.
 */
final class LifecycleBenchmark {
  private static final int ROUNDS = 3;
  private static final int EVENTS = 2_000;
  private static final long IDLE_MS = 15_000;

  private final Path script;
  private final PrintStream out;

  LifecycleBenchmark(Path script, PrintStream out) {
    this.script = script;
    this.out = out;
  }

  void run() throws IOException, InterruptedException {
    long[] emptyStarts = new long[ROUNDS];
    long[] cleanStarts = new long[ROUNDS];
    long[] cleanAnswers = new long[ROUNDS];
    long[] killAnswers = new long[ROUNDS];
    long[] idle = new long[ROUNDS];
    Histogram fresh = new Histogram(60_000_000L, 3);
    for (int round = 0; round < ROUNDS; round++) {
      out.printf("round %d of %d%n", round + 1, ROUNDS);
      Path folder = Files.createTempDirectory("tidemark-lifecycle");
      try (Server server = Server.start(script, folder.resolve("data"))) {
        emptyStarts[round] = firstAccepted(server, "start");
        Thread.sleep(IDLE_MS);
        idle[round] = server.rssMib();
        freshness(server, fresh);
        long counted = EVENTS + 1L;
        server.stop();
        long startNs = System.nanoTime();
        server.restart();
        cleanAnswers[round] = firstRightAnswer(server, counted, startNs);
        server.stop();
        server.restart();
        cleanStarts[round] = firstAccepted(server, "clean");
        awaitCounted(server, counted + 1);
        server.kill();
        startNs = System.nanoTime();
        server.restart();
        killAnswers[round] = firstRightAnswer(server, counted + 1, startNs);
        server.stop();
      }
      Folders.delete(folder);
    }
    out.printf("start to first accepted event, empty folder      %s ms%n", show(emptyStarts));
    out.printf("start to first accepted event, after a clean stop %s ms%n", show(cleanStarts));
    out.printf("start to first right answer, after a clean stop  %s ms%n", show(cleanAnswers));
    out.printf("start to first right answer, after kill -9       %s ms%n", show(killAnswers));
    out.printf("resident memory, 15 s after the start, idle      %s MiB%n", show(idle));
    out.printf(
        "202 to visible in /stats                         p50 %.1f ms, p99 %.1f ms, n %d%n",
        fresh.getValueAtPercentile(50) / 1e3,
        fresh.getValueAtPercentile(99) / 1e3,
        fresh.getTotalCount());
  }

  private long firstAccepted(Server server, String id) throws InterruptedException {
    long startNs = System.nanoTime();
    String event = "{\"site_id\":\"bench\",\"path\":\"/\",\"event_id\":\"%s\"}".formatted(id);
    await(() -> server.send(event) == 202);
    return millisSince(startNs);
  }

  private long firstRightAnswer(Server server, long events, long startNs)
      throws InterruptedException {
    awaitCounted(server, events);
    return millisSince(startNs);
  }

  private void awaitCounted(Server server, long events) throws InterruptedException {
    String right = "\"total_events\":" + events + ",";
    await(() -> server.ask("/stats?site_id=bench").contains(right));
  }

  private void freshness(Server server, Histogram fresh) throws InterruptedException {
    for (int i = 0; i < EVENTS; i++) {
      String event =
          "{\"site_id\":\"bench\",\"path\":\"/%d\",\"event_id\":\"f%d\"}".formatted(i % 50, i);
      if (server.send(event) != 202) {
        throw new IllegalStateException("event " + i + " was not accepted");
      }
      long acknowledgedNs = System.nanoTime();
      String right = "\"total_events\":" + (i + 2) + ",";
      while (!server.ask("/stats?site_id=bench").contains(right)) {
        Thread.onSpinWait();
      }
      fresh.recordValue((System.nanoTime() - acknowledgedNs) / 1_000);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadlineNs = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        throw new IllegalStateException("still not so after 120 s");
      }
      Thread.sleep(10);
    }
  }

  private static long millisSince(long startNs) {
    return (System.nanoTime() - startNs) / 1_000_000;
  }

  private static String show(long[] values) {
    long[] sorted = LongStream.of(values).sorted().toArray();
    return sorted[sorted.length / 2] + " (of " + Arrays.toString(values) + ")";
  }
}
