package io.tidemark.topology;

import io.tidemark.topology.process.PolledRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that polls at the pace of {@link PollPace}, and gives Kafka Streams what it polled of
 * a partition as one record ({@link PolledRecords}).
 */
final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {
  private final PollPace pace = new PollPace();

  PacedConsumer(Map<String, Object> config) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    LockSupport.parkNanos(pace.waitNanos(System.nanoTime())); // of 0 or less it returns at once
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    pace.polled(records.count(), System.nanoTime());
    return PolledRecords.oneEach(records);
  }
}
