package io.tidemark.topology.progress;

import io.tidemark.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * One look at the log and at the group, taken in the order of the fields.
 *
 * @param at an instant before the look
 * @param eventsEnd where each partition of {@code events} ends
 * @param committed up to where the group has counted, in {@code events} and in the re-key topic
 * @param rekeyEnd where each partition of the re-key topic ends
 */
record Offsets(
    Instant at,
    Map<TopicPartition, Long> eventsEnd,
    Map<TopicPartition, Long> committed,
    Map<TopicPartition, Long> rekeyEnd) {

  /** Records appended and not yet counted. */
  long backlog() {
    return missing(eventsEnd) + missing(rekeyEnd);
  }

  /** Records of one partition appended and not yet counted. */
  long backlog(int partition) {
    return missing(of(eventsEnd, partition)) + missing(of(rekeyEnd, partition));
  }

  private static Map<TopicPartition, Long> of(Map<TopicPartition, Long> ends, int partition) {
    return ends.entrySet().stream()
        .filter(end -> end.getKey().partition() == partition)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Whether the group has counted each partition up to these ends. */
  boolean reached(Map<TopicPartition, Long> ends) {
    return missing(ends) == 0;
  }

  private long missing(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  static boolean isEvents(TopicPartition partition) {
    return partition.topic().equals(Topics.EVENTS);
  }
}
