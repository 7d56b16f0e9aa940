package io.tidemark.topology.progress;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The instant before which every acknowledged event is counted, from looks at the offsets.
 *
 * <p>What was acknowledged before a look began lies before the ends it saw. Once the group has
 * committed those ends, all of it was counted at home or sent home; what was sent home lies before
 * the ends of the re-key topic seen after that, for both are one transaction. Once those are
 * committed too, all is counted. Not thread-safe.
 */
final class Watermark {
  /**
   * Looks waited for at most: a long backlog makes the watermark coarser, not the memory larger.
   */
  private static final int MOST_PENDING = 600;

  private final Deque<Offsets> pending = new ArrayDeque<>();
  private Instant value = Instant.EPOCH;
  private Instant sentHome = Instant.EPOCH;
  private Map<TopicPartition, Long> sentHomeEnds = Map.of();
  private Mark mark = new Mark(Instant.EPOCH, Map.of());
  private Map<TopicPartition, Long> rekeyTarget = Map.of();

  /** Takes the next look; the watermark after it. */
  Instant advance(Offsets look) {
    if (look.reached(rekeyTarget)) {
      reach();
    }
    pending.addLast(look);
    Offsets reached = null;
    while (!pending.isEmpty() && look.reached(pending.getFirst().eventsEnd())) {
      reached = pending.removeFirst();
    }
    if (reached != null && value.equals(sentHome)) {
      sentHome = reached.at();
      sentHomeEnds = reached.eventsEnd();
      rekeyTarget = look.rekeyEnd();
      if (look.reached(rekeyTarget)) {
        reach();
      }
    }
    if (pending.size() > MOST_PENDING) {
      pending.removeLast();
    }
    return value;
  }

  /** The watermark, and where {@code events} ended then. */
  Mark mark() {
    return mark;
  }

  private void reach() {
    if (!value.equals(sentHome)) {
      value = sentHome;
      mark = new Mark(sentHome, sentHomeEnds);
    }
  }
}
