package io.tidemark.topology.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a partition's state has counted, when the group's offsets begin before it. Both are
 * committed in one transaction; but brokers forget the offsets of a group that was away for a week
 * ({@code offsets.retention.minutes}), and then the log is read from its beginning, on top of a
 * state that has it already. Where the log ends before what was counted, it is another one, made
 * anew, of which nothing was counted.
 *
 * <p>For the stream thread alone.
 */
final class CountedBefore {
  private static final Logger LOG = LoggerFactory.getLogger(CountedBefore.class);

  private final GroupOffsets offsets;
  private final long countedTo;
  private boolean looked;
  private boolean sameLog;

  /**
   * Of a task's state.
   *
   * @param countedTo all before this offset is in it
   */
  CountedBefore(GroupOffsets offsets, long countedTo) {
    this.offsets = offsets;
    this.countedTo = countedTo;
  }

  /**
   * Whether a record was counted.
   *
   * @throws org.apache.kafka.streams.errors.StreamsException if Kafka does not tell where the log
   *     ends
   */
  boolean has(long offset) {
    if (offset >= countedTo) {
      return false;
    }
    if (!looked) {
      looked = true;
      sameLog = offsets.end() >= countedTo;
      LOG.warn(
          sameLog
              ? "{} is read from {}, and counted up to {}: the group's offsets were lost; what was"
                  + " counted is not counted again"
              : "{} is read from {}, and was counted up to {}, where it does not reach: it was made"
                  + " anew, and all of it is counted",
          offsets.partition(),
          offset,
          countedTo);
    }
    return sameLog;
  }
}
