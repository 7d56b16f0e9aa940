package io.tidemark.benchmarks.reference;

import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.system.Committed;
import io.tidemark.benchmarks.system.Progress;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.Wait;
import io.tidemark.topology.TopologyConfig;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * The {@link DslTopology} under exactly-once, with as many threads and the same commit interval as
 * Tidemark's, and a record cache of {@value #CACHE_BYTES} bytes.
 */
public final class DslReference {
  private static final long CACHE_BYTES = 64L << 20;

  private DslReference() {}

  /**
   * Counts a log.
   *
   * @return from the first record to all of the log committed and every path counted, nanoseconds;
   *     the commit of the last paths is left out
   */
  public static long run(Sandbox sandbox, String applicationId, EventLog log) throws Exception {
    DslTopology topology = new DslTopology();
    try (KafkaStreams streams =
            new KafkaStreams(topology.build(), settings(sandbox, applicationId));
        Committed committed = new Committed(sandbox.kafka(), sandbox.partitions());
        Progress bar = Progress.of("counting with the DSL", log.events())) {
      streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
      streams.start();
      Wait.until("the DSL's first event", 1, () -> topology.read() > 0);
      long startNs = System.nanoTime();
      Wait.until(
          "the DSL's last event",
          5,
          topology::rekeyed,
          () -> {
            bar.to(topology.rekeyed());
            return topology.rekeyed() >= log.events();
          });
      Wait.until("the DSL's last commit", 2, () -> committed.missing(applicationId) == 0);
      long tookNs = System.nanoTime() - startNs;
      check(streams, log);
      return tookNs;
    }
  }

  /** It does not de-duplicate, so it must count each record. */
  private static void check(KafkaStreams streams, EventLog log) {
    long views = 0;
    var store =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                DslTopology.VIEWS, QueryableStoreTypes.<String, Long>windowStore()));
    try (KeyValueIterator<Windowed<String>, Long> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Windowed<String>, Long> day = all.next();
        views += day.value;
      }
    }
    if (views != log.events()) {
      throw new IllegalStateException(
          "the DSL counted " + views + " views; expected " + log.events());
    }
  }

  private static Properties settings(Sandbox sandbox, String applicationId) {
    TopologyConfig ours = sandbox.topology(applicationId);
    Properties all = new Properties();
    all.putAll(sandbox.kafka());
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    all.put(StreamsConfig.STATE_DIR_CONFIG, ours.stateDir().toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, ours.threads());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, ours.commitInterval().toMillis());
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    all.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return all;
  }
}
