package io.tidemark.standalone.carry;

import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.topology.rollup.SeedRows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far back the log goes.
 *
 * @param partitions of the topic {@code events}
 * @param copies of each partition of the topic {@code events}
 * @param records that it holds now, about
 * @param ends where each partition ends
 * @param isWhole nothing of it was ever deleted, nor of what gateways refused
 * @param beganMs it has every event that arrived from this instant on; 0: all
 */
public record LogReach(
    int partitions,
    int copies,
    long records,
    Map<TopicPartition, Long> ends,
    boolean isWhole,
    long beganMs) {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int ATTEMPTS = 20;

  /** Looks at a cluster's log. */
  public static LogReach of(Map<String, Object> kafka, Clock clock) throws StartException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> events = partitions(consumer, Topics.EVENTS);
      if (events.isEmpty()) {
        throw new StartException(
            "this Kafka cluster has no topic " + Topics.EVENTS + "; nothing was counted yet");
      }
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(events);
      Map<TopicPartition, Long> ends = consumer.endOffsets(events);
      long records = 0;
      long beganMs = 0;
      for (TopicPartition it : events) {
        records += at(ends, it) - at(begins, it);
        if (at(begins, it) > 0) {
          beganMs = Math.max(beganMs, firstArrival(consumer, it, clock));
        }
      }
      boolean refusalsAreWhole =
          consumer.beginningOffsets(partitions(consumer, Topics.REFUSALS)).values().stream()
              .allMatch(begin -> begin == 0);
      return new LogReach(
          events.size(),
          consumer.partitionsFor(Topics.EVENTS).get(0).replicas().length,
          records,
          Map.copyOf(ends),
          beganMs == 0 && refusalsAreWhole,
          beganMs);
    }
  }

  /** Days that start before it are not wholly in the log, epoch milliseconds; 0: all are. */
  public long cutMs() {
    return beganMs == 0 ? 0 : SeedRows.cutMs(beganMs, EventLimits.MAX_FUTURE_MS);
  }

  private static long firstArrival(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition of, Clock clock) {
    consumer.assign(List.of(of));
    consumer.seekToBeginning(List.of(of));
    long end = at(consumer.endOffsets(List.of(of)), of);
    for (int i = 0; i < ATTEMPTS && consumer.position(of) < end; i++) {
      for (ConsumerRecord<byte[], byte[]> first : consumer.poll(POLL)) {
        return first.timestamp();
      }
    }
    return clock.millis();
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    List<TopicPartition> all = new ArrayList<>();
    var known = consumer.partitionsFor(topic);
    if (known != null) {
      known.forEach(it -> all.add(new TopicPartition(topic, it.partition())));
    }
    return all;
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNullElse(offsets.get(partition), 0L);
  }
}
