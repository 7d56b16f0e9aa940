package io.tidemark.topology;

import io.tidemark.topology.store.RocksDbMemory;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The configuration of Kafka Streams: what the design asks for, and why. */
public final class StreamsSettings {
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  /** Only with a heartbeat does a thread learn that the others wait for it to rebalance. */
  private static final Duration HEARTBEAT = Duration.ofMillis(300);

  /** A task that is to be restored waits until the broker has answered for those before it. */
  private static final Duration RESTORE_WAIT = Duration.ofMillis(100);

  private static final Duration PROBING_REBALANCE = Duration.ofSeconds(60);

  /** Larger than any record we write: 1 MiB of {@code events} goes to the DLQ whole. */
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  private static final int BATCH_BYTES = 128 * 1024;
  private static final int POLL_RECORDS = 2_000;

  /** What Kafka Streams takes for a record is all that a poll brought ({@code PolledRecords}). */
  private static final int WAITING_POLLS = 1;

  private static final int CATCH_UP_FACTOR = 10;
  private static final int SHARE_OF_TIMEOUT = 4;

  private StreamsSettings() {}

  /**
   * All of it.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   */
  public static Properties of(
      TopologyConfig config, Map<String, Object> kafka, RocksDbMemory memory) {
    Properties all = new Properties();
    all.putAll(kafka);
    all.putAll(memory.streamsConfig());
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    all.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
    // The brokers' default may be 1: a changelog's row would then be on the broker alone that dies.
    all.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), config.minInsync());
    all.put(
        StreamsConfig.APPLICATION_SERVER_CONFIG, config.self().host() + ":" + config.self().port());
    all.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_REBALANCE.toMillis());

    // Each event counts once: what it changed, its changelog and its offset are one transaction.
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, longInterval(config).toMillis());
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.transactionTimeout().toMillis());

    // Our stores are their own cache; the re-key topic is mostly idle and must not be waited for.
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);

    all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION_TIMEOUT.toMillis());
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) HEARTBEAT.toMillis());
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        InstanceId.of(config.stateDir()));
    all.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        (int) RESTORE_WAIT.toMillis());
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");

    // A flush sends tens of thousands of rows at once: few large requests instead of many small.
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, WAITING_POLLS);
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    return all;
  }

  /**
   * How often a transaction is committed while the log is caught up with; live, {@code CommitPace}
   * asks sooner. With the flush at its end it must stay far below the transaction's time-out.
   */
  static Duration longInterval(TopologyConfig config) {
    Duration most = config.transactionTimeout().dividedBy(SHARE_OF_TIMEOUT);
    Duration wanted = config.commitInterval().multipliedBy(CATCH_UP_FACTOR);
    Duration longer = wanted.compareTo(most) < 0 ? wanted : most;
    return longer.compareTo(config.commitInterval()) > 0 ? longer : config.commitInterval();
  }
}
