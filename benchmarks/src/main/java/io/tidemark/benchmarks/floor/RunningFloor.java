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

  private RunningFloor(Sandbox sandbox, Work work, String id, boolean live) {
    this.id = id;
    CommittedTransactions transactions = new CommittedTransactions();
    topology = new FloorTopology(work, new Commits(transactions::count, Clock.systemUTC()));
    memory = new RocksDbMemory(sandbox.topology(id).rocksDbBytes());
    streams =
        new KafkaStreams(
            topology.build(),
            settings(sandbox.topology(id), sandbox, memory, live),
            new StreamsClients(transactions));
    committed = new Committed(sandbox.kafka(), sandbox.partitions());
  }

  /**
   * Starts one that commits as seldom as Tidemark while it catches up, and waits until all
   * partitions are at work.
   *
   * @param id its application id; it goes on with what one of its name left
   */
  static RunningFloor catchingUp(Sandbox sandbox, Work work, String id) throws Exception {
    return start(new RunningFloor(sandbox, work, id, false));
  }

  /** The same, but with the commits of live events. */
  public static RunningFloor live(Sandbox sandbox, Work work, String id) throws Exception {
    return start(new RunningFloor(sandbox, work, id, true));
  }

  private static RunningFloor start(RunningFloor floor) throws Exception {
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

  /** Nothing here asks for the commits of live events, so Kafka Streams has to. */
  private static Properties settings(
      TopologyConfig config, Sandbox sandbox, RocksDbMemory memory, boolean live) {
    Properties settings = StreamsSettings.of(config, sandbox.kafka(), memory);
    if (live) {
      settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    }
    return settings;
  }
}
