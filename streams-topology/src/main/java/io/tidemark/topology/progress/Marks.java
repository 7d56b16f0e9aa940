package io.tidemark.topology.progress;

import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The last marks, newest first. They tell the age of a copy of the state that may lag: a standby,
 * or the state of an instance that lost its partition and does not know yet. One thread adds, any
 * thread asks.
 */
final class Marks {
  /** A copy that is further behind has no age that is known. */
  private static final int MOST = 600;

  private final Deque<Mark> newestFirst = new ConcurrentLinkedDeque<>();
  private int size;

  void add(Mark mark) {
    Mark newest = newestFirst.peekFirst();
    if (newest != null && newest.at().equals(mark.at())) {
      return;
    }
    newestFirst.addFirst(mark);
    if (++size > MOST) {
      newestFirst.removeLast();
      size--;
    }
  }

  /** The newest mark's instant; the epoch if there is none. */
  Instant newest() {
    Mark newest = newestFirst.peekFirst();
    return newest == null ? Instant.EPOCH : newest.at();
  }

  /**
   * The instant before which a copy has every acknowledged event; the epoch if none is known.
   *
   * @param countedTo up to where the copy has counted the partition of {@code events}
   */
  Instant asOf(int partition, long countedTo) {
    for (Mark mark : newestFirst) {
      if (mark.isReached(partition, countedTo)) {
        return mark.at();
      }
    }
    return Instant.EPOCH;
  }

  /**
   * The same of a copy that may lag, with what came by the re-key topic: its offset there says
   * nothing, for it knows none. What it has counted of {@code events} since a mark proves that it
   * has that mark's commit.
   */
  Instant provenAsOf(int partition, long countedTo) {
    for (Mark mark : newestFirst) {
      if (mark.isPassed(partition, countedTo)) {
        return mark.at();
      }
    }
    return Instant.EPOCH;
  }
}
