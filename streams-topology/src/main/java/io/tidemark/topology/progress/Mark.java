package io.tidemark.topology.progress;

import io.tidemark.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * An instant up to which the group has counted every acknowledged event.
 *
 * @param eventsEnd where each partition of {@code events} ended then; a copy of the state that has
 *     come so far has all of it
 * @param committed up to where the group had counted {@code events} when that was known; a copy
 *     that has come farther has all that was committed until then, whatever topic it came by
 */
record Mark(Instant at, Map<TopicPartition, Long> eventsEnd, Map<TopicPartition, Long> committed) {

  /** Whether a copy that has counted a partition up to an offset has come so far. */
  boolean isReached(int partition, long countedTo) {
    Long end = eventsEnd.get(new TopicPartition(Topics.EVENTS, partition));
    return end == null || countedTo >= end;
  }

  /** Whether a copy that has counted a partition up to an offset is younger than the mark. */
  boolean isPassed(int partition, long countedTo) {
    Long then = committed.get(new TopicPartition(Topics.EVENTS, partition));
    return then != null && countedTo > then;
  }
}
