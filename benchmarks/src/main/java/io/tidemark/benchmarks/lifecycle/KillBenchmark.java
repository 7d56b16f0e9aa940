package io.tidemark.benchmarks.lifecycle;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.benchmarks.data.RowPerEvent;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Committed;
import io.tidemark.benchmarks.system.Defaults;
import io.tidemark.benchmarks.system.Folders;
import io.tidemark.benchmarks.system.Wait;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * {@code kill -9} of {@code ./tidemark up} with much state, until the first right answer after the
 * next launch.
 */
public final class KillBenchmark implements Benchmark {
  private static final String SITE = EventSource.site(0);
  private static final int PART = 1_000_000;

  private final Path script;

  /** Of this start script. */
  public KillBenchmark(Path script) {
    this.script = script;
  }

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    Settings settings = Defaults.with(effort.settings());
    Path folder = Folders.temporary();
    Path data = folder.resolve("data");
    try (Server server = Server.start(script, data, effort.settings())) {
      Wait.until("the first start", 10, () -> !server.ask("/readyz").isEmpty());
      EventLog log = fill(server, data, settings, effort);
      findings.add("restart_events_behind", (double) log.events());
      long views = log.viewsOfSite().getOrDefault(SITE, 0L);
      String right = "\"total_views\":" + views + ",";
      Wait.until("the first answer", 100, () -> answer(server).contains(right));
      for (int round = 0; round < effort.rounds(); round++) {
        findings.add("restart_state_mb", stateMb(data));
        server.kill();
        long launchNs = System.nanoTime();
        server.restart();
        Wait.until("the right answer", 10, () -> answer(server).contains(right));
        findings.add("restart_after_kill_s", (System.nanoTime() - launchNs) / 1e9);
      }
      server.stop();
    } finally {
      Folders.delete(folder);
    }
  }

  private static String answer(Server server) {
    return server.ask("/stats?site_id=" + SITE);
  }

  /** Writes events to its Kafka until it has as much state as is asked for. */
  private static EventLog fill(Server server, Path data, Settings settings, Effort effort)
      throws Exception {
    Map<String, Object> kafka = server.kafka();
    int partitions = settings.get(Catalogue.PARTITIONS);
    int part = Math.min(PART, effort.events());
    EventLog log = new EventLog(Map.of(), 0, 0, 0);
    try (Committed committed = new Committed(kafka, partitions)) {
      for (int seed = 1; stateMb(data) < effort.stateMb(); seed++) {
        RowPerEvent source = new RowPerEvent(seed, Clock.systemUTC().millis());
        log = log.and(EventLog.write(part, source, kafka, partitions));
        String group = settings.get(Catalogue.APPLICATION_ID);
        long[] missing = new long[1]; // fewer and fewer: however long it takes
        Wait.until(
            "the events to be counted",
            100,
            () -> missing[0],
            () -> (missing[0] = committed.missing(group)) == 0);
      }
    }
    return log;
  }

  private static double stateMb(Path data) {
    return Folders.bytes(data.resolve("state"), file -> true) / (double) (1 << 20);
  }
}
