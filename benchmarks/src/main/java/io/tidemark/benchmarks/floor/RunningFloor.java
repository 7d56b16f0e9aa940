package io.tidemark.benchmarks.floor;

import io.tidemark.benchmarks.system.Committed;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Wait;
import io.tidemark.topology.StreamsClients;
import io.tidemark.topology.StreamsSettings;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.CommittedTransactions;
import io.tidemark.topology.store.RocksDbMemory;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A floor topology at work on a sandbox's log, in the place of the one that counts. */
public final class RunningFloor implements AutoCloseable {
  private final String id;
  private final FloorTopology topology;
  private final RocksDbMemory memory;
  private final KafkaStreams streams;
  private final Committed committed;

  private RunningFloor(Sandbox sandbox, Work work, String id) {
    this.id = id;
    CommittedTransactions transactions = new CommittedTransactions();
    topology = new FloorTopology(work, new Commits(transactions::count, Clock.systemUTC()));
    memory = new RocksDbMemory(sandbox.topology(id).rocksDbBytes());
    streams =
        new KafkaStreams(
            topology.build(),
            settings(sandbox.topology(id), sandbox, memory),
            new StreamsClients(transactions));
    committed = new Committed(sandbox.kafka(), sandbox.partitions());
  }

  /**
   * Starts one, and waits until all partitions are at work.
   *
   * @param id its application id; it goes on with what one of its name left
   */
  public static RunningFloor start(Sandbox sandbox, Work work, String id) throws Exception {
    RunningFloor floor = new RunningFloor(sandbox, work, id);
    floor.streams.setUncaughtExceptionHandler(
        failure -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    floor.streams.start();
    Wait.until("all partitions", 1, () -> floor.streams.state() == KafkaStreams.State.RUNNING);
    return floor;
  }

  /** Events seen so far. */
  long seen() {
    return topology.seen();
  }

  /** Waits until all there is was seen and committed. */
  public void awaitCommitted() throws Exception {
    Wait.until("the last commit", 2, () -> committed.missing(id) == 0);
  }

  @Override
  public void close() {
    committed.close();
    streams.close();
    memory.close();
  }

  /** Nothing here asks for commits, so the short interval is that of Kafka Streams. */
  private static Properties settings(TopologyConfig config, Sandbox sandbox, RocksDbMemory memory) {
    Properties settings = StreamsSettings.of(config, sandbox.kafka(), memory);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    return settings;
  }
}
