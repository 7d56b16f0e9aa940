package io.tidemark.ingest.publish;

import io.tidemark.schemas.event.Refusal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Publications in the order they were sent, so that the oldest unsettled one is found without
 * looking at the others. Adding is for any thread, the rest for one.
 */
final class PendingPublications {
  private final Queue<Publication> queue = new ConcurrentLinkedQueue<>();

  void add(Publication publication) {
    queue.add(publication);
  }

  /** Settles everything sent before the instant. */
  void expireBefore(long nanos, Refusal why) {
    for (Publication oldest = oldest(); oldest != null; oldest = oldest()) {
      if (oldest.sentNanos() - nanos >= 0) {
        return;
      }
      oldest.expire(why);
    }
  }

  /** Nanoseconds since the oldest unsettled publication was sent; 0: there is none. */
  long oldestAgeNanos(long nowNanos) {
    Publication oldest = oldest();
    return oldest == null ? 0 : Math.max(0, nowNanos - oldest.sentNanos());
  }

  private @Nullable Publication oldest() {
    Publication head = queue.peek();
    while (head != null && head.isSettled()) {
      queue.poll();
      head = queue.peek();
    }
    return head;
  }
}
