package io.tidemark.benchmarks.floor;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Committed;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Wait;
import io.tidemark.topology.StreamsClients;
import io.tidemark.topology.StreamsSettings;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.CommittedTransactions;
import io.tidemark.topology.store.RocksDbMemory;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * What is left of the budget for counting: events/s of a topology under exactly-once, with
 * Tidemark's settings, that does nothing; that reads the events; that writes rows. Beside it the
 * processor time an event takes, which also tells where the processors were not busy.
 */
public final class FloorBenchmark implements Benchmark {
  private static final List<Work> ALL =
      List.of(
          Work.NOTHING,
          Work.DECODE,
          Work.rows(0.15, 100),
          Work.rows(0.4, 100),
          Work.rows(1, 100),
          Work.rows(0.4, 300));

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      EventLog log =
          EventLog.write(
              Workload.standard(effort.events()),
              Clock.systemUTC().millis(),
              sandbox.kafka(),
              sandbox.partitions());
      run(sandbox, Work.rows(1, 100), log, "warm-up", Findings.unheard());
      for (int round = 0; round < effort.rounds(); round++) {
        for (Work work : ALL) {
          run(sandbox, work, log, "floor-" + round + "-" + work.name(), findings);
        }
      }
    }
  }

  /** From the moment all partitions are at work to the last offset committed. */
  private static void run(Sandbox sandbox, Work work, EventLog log, String id, Findings findings)
      throws Exception {
    CommittedTransactions transactions = new CommittedTransactions();
    FloorTopology topology =
        new FloorTopology(work, new Commits(transactions::count, Clock.systemUTC()));
    try (RocksDbMemory memory = new RocksDbMemory(sandbox.topology(id).rocksDbBytes());
        KafkaStreams streams =
            new KafkaStreams(
                topology.build(),
                settings(sandbox.topology(id), sandbox, memory),
                new StreamsClients(transactions));
        Committed committed = new Committed(sandbox.kafka(), sandbox.partitions())) {
      streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
      streams.start();
      Wait.until("all partitions", 1, () -> streams.state() == KafkaStreams.State.RUNNING);
      long before = topology.seen();
      long startNs = System.nanoTime();
      long startCpuNs = cpuNs();
      Wait.until("the last event", 5, () -> topology.seen() >= log.events());
      Wait.until("the last commit", 2, () -> committed.missing(id) == 0);
      double events = log.events() - before;
      String key = "floor_" + work.name();
      findings.add(key + "_events_per_s", events * 1e9 / (System.nanoTime() - startNs));
      findings.add(key + "_cpu_ns_per_event", (cpuNs() - startCpuNs) / events);
    }
    sandbox.forget(id);
  }

  /** Nothing here asks for commits, so the short interval is that of Kafka Streams. */
  private static Properties settings(TopologyConfig config, Sandbox sandbox, RocksDbMemory memory) {
    Properties settings = StreamsSettings.of(config, sandbox.kafka(), memory);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    return settings;
  }

  /** Processor time of all threads of this process, those of RocksDB and the broker too. */
  private static long cpuNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
