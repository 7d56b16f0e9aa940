package io.tidemark.topology.progress;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How old one partition's local state is, from its place in the changelog. Not thread-safe.
 *
 * <p>What was counted before an instant is in the changelog before the end seen after it. The last
 * offset of a changelog is a transaction's marker, which is no row: a copy that has all rows stands
 * one before the end. Anything else between a copy and the end makes it older than it is, never
 * younger.
 */
final class ReplicaAge {
  /** Beyond it the age becomes coarser, not the memory larger. */
  private static final int MOST_PENDING = 600;

  private static final int MARKER = 1;

  private record Target(Instant asOf, long end) {}

  private final Deque<Target> pending = new ArrayDeque<>();
  private Instant asOf = Instant.EPOCH;

  /**
   * Takes the next look; the age after it.
   *
   * @param counted every event before this instant was counted when the end was seen
   * @param place offset of the next row the state will take
   * @param end where the changelog ends
   */
  Instant advance(Instant counted, long place, long end) {
    if (pending.isEmpty() || pending.getLast().asOf().isBefore(counted)) {
      pending.addLast(new Target(counted, end));
    }
    while (!pending.isEmpty() && place >= pending.getFirst().end() - MARKER) {
      asOf = pending.removeFirst().asOf();
    }
    if (pending.size() > MOST_PENDING) {
      pending.removeLast();
    }
    return asOf;
  }

  Instant asOf() {
    return asOf;
  }
}
