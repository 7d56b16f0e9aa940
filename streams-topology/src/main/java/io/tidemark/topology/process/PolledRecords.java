package io.tidemark.topology.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What one poll brought of a partition, as one record of Kafka Streams. So that queues it, times it
 * and hands it over once instead of hundreds of times, and a step deals with all of it in one loop.
 * It is that record's only header, for headers are what Kafka Streams hands on as they are.
 *
 * <p>The record has the offset of the first. While it waits, Kafka Streams commits that offset;
 * after it, where the consumer stands. A commit comes before or after it, never amid it, so that
 * exactly-once is what it was.
 */
public final class PolledRecords implements Header {
  private static final String KEY = "tidemark.polled";

  private final List<ConsumerRecord<byte[], byte[]>> records;

  private PolledRecords(List<ConsumerRecord<byte[], byte[]>> records) {
    this.records = records;
  }

  @Override
  public String key() {
    return KEY;
  }

  /** It has no bytes, and is not sent anywhere. */
  @Override
  public byte @Nullable [] value() {
    return null;
  }

  /** One record for each partition, of all that was polled of it. */
  public static ConsumerRecords<byte[], byte[]> oneEach(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> one = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      one.put(partition, List.of(asOne(polled.records(partition))));
    }
    return new ConsumerRecords<>(one, polled.nextOffsets());
  }

  private static ConsumerRecord<byte[], byte[]> asOne(
      List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        first.timestamp(),
        first.timestampType(),
        bytes(records, ConsumerRecord::serializedKeySize),
        bytes(records, ConsumerRecord::serializedValueSize),
        null,
        null,
        new RecordHeaders(List.of(new PolledRecords(records))),
        first.leaderEpoch());
  }

  /** For the metrics of what was consumed. */
  private static int bytes(
      List<ConsumerRecord<byte[], byte[]>> records,
      ToLongFunction<ConsumerRecord<byte[], byte[]>> size) {
    long sum = 0;
    for (ConsumerRecord<byte[], byte[]> each : records) {
      sum += Math.max(0, size.applyAsLong(each)); // negative: none
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /** What a step is given: the records that were polled, or itself where it did not come so. */
  public static List<ConsumerRecord<byte[], byte[]>> of(
      Record<byte[], byte[]> given, ProcessorContext<?, ?> context) {
    return given.headers().lastHeader(KEY) instanceof PolledRecords polled
        ? polled.records
        : List.of(alone(given, context.recordMetadata().orElseThrow()));
  }

  private static ConsumerRecord<byte[], byte[]> alone(
      Record<byte[], byte[]> given, RecordMetadata place) {
    return new ConsumerRecord<>(
        place.topic(),
        place.partition(),
        place.offset(),
        given.timestamp(),
        TimestampType.LOG_APPEND_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        given.key(),
        given.value(),
        given.headers(),
        Optional.empty());
  }
}
