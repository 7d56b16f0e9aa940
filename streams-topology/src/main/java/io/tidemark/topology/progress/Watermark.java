package io.tidemark.topology.progress;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The instant before which every acknowledged event is counted, from looks at the offsets.
 *
 * <p>What was acknowledged before a look began lies before the ends it saw. Once the group has
 * committed those ends, all of it was counted at home or sent home; what was sent home lies before
 * the ends of the re-key topic seen after that, for both are one transaction. Once those are
 * committed too, all is counted, or, of a hot site, sent on once more: again before the ends seen
 * after that, and so on, as often as a record can be sent. Where nothing is on its way at a look,
 * nothing is left to wait for. Not thread-safe.
 */
final class Watermark {
  /**
   * Looks waited for at most: a long backlog makes the watermark coarser, not the memory larger.
   */
  private static final int MOST_PENDING = 600;

  private final Deque<Pending> pending = new ArrayDeque<>();
  private Mark mark = new Mark(Instant.EPOCH, Map.of(), Map.of());

  /** A look, and what it waits for. */
  private static final class Pending {
    private final Offsets look;
    private Map<TopicPartition, Long> target;
    private boolean waitsForEvents = true;
    private int left;

    Pending(Offsets look, int hops) {
      this.look = look;
      this.target = look.eventsEnd();
      this.left = hops + 1;
    }

    /** Goes on with what a later look, or itself, saw; true: there is nothing left. */
    boolean isDone(Offsets later) {
      if (!later.reached(target)) {
        return false;
      }
      target = later.rekeyEnd();
      waitsForEvents = false;
      left--;
      return left == 0 || later.reached(target);
    }
  }

  /** As {@link #advance(Offsets, int)}, where a record is sent on once at most. */
  Instant advance(Offsets look) {
    return advance(look, 1);
  }

  /**
   * Takes the next look; the watermark after it.
   *
   * @param hops how often a record is sent through the re-key topic at most, at least 1
   */
  Instant advance(Offsets look, int hops) {
    pending.addLast(new Pending(look, hops));
    for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
      Pending next = each.next();
      if (next.isDone(look)) {
        mark = new Mark(next.look.at(), next.look.eventsEnd(), look.committed());
        each.remove();
      } else if (next.waitsForEvents) {
        break; // later ones wait for more
      }
    }
    if (pending.size() > MOST_PENDING) {
      pending.removeLast();
    }
    return mark.at();
  }

  /** The watermark, and where {@code events} ended then. */
  Mark mark() {
    return mark;
  }
}
