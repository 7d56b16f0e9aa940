package io.tidemark.benchmarks.lifecycle;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Folders;
import io.tidemark.benchmarks.system.Wait;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Start and memory of {@code ./tidemark up}, on real processes. A start is taken from the start of
 * the JVM to the first accepted event; {@code launch} has the start script's search for a JDK too.
 */
public final class LifecycleBenchmark implements Benchmark {
  private static final long IDLE_MS = 15_000;

  private final Path script;
  private final Clock clock = Clock.systemUTC();

  /** Of this start script. */
  public LifecycleBenchmark(Path script) {
    this.script = script;
  }

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    for (int round = 0; round < effort.rounds(); round++) {
      Path folder = Folders.temporary();
      try (Server server = Server.start(script, folder.resolve("data"), effort.settings())) {
        Wait.until("the first start", 10, () -> !server.ask("/livez").isEmpty());
        Thread.sleep(Math.min(IDLE_MS, effort.seconds() * 1000L));
        findings.add("idle_rss_mb", (double) server.rssMib());
      }
      Folders.delete(folder.resolve("data"));
      try (Server server = Server.start(script, folder.resolve("data"), effort.settings())) {
        firstAccepted(server, "empty", "start_", findings);
        server.stop();
        long launchNs = System.nanoTime();
        server.restart();
        answers(server, 1);
        findings.add("first_answer_after_stop_ms", millisSince(launchNs));
        server.stop();
        server.restart();
        firstAccepted(server, "clean", "start_after_stop_", findings);
        answers(server, 2);
        server.kill();
        launchNs = System.nanoTime();
        server.restart();
        answers(server, 2);
        findings.add("first_answer_after_kill_ms", millisSince(launchNs));
        server.stop();
      }
      Folders.delete(folder);
    }
  }

  private void firstAccepted(Server server, String id, String key, Findings findings)
      throws Exception {
    long launchMs = clock.millis();
    String event = "{\"site_id\":\"bench\",\"path\":\"/\",\"event_id\":\"%s\"}".formatted(id);
    Wait.until("the first accepted event", 10, () -> server.send(event) == 202);
    long acceptedMs = clock.millis();
    findings.add(key + "ms", (double) (acceptedMs - server.jvmStartMs()));
    findings.add(key + "launch_ms", (double) (acceptedMs - launchMs));
  }

  private static void answers(Server server, long events) throws Exception {
    String right = "\"total_events\":" + events + ",";
    Wait.until("the right answer", 10, () -> server.ask("/stats?site_id=bench").contains(right));
  }

  private static double millisSince(long startNs) {
    return (System.nanoTime() - startNs) / 1e6;
  }
}
