package io.tidemark.query.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One set of figures and how often it has changed. For any thread.
 *
 * <p>What is published is never written to again.
 */
final class LiveFeed {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final String AS_OF = "as_of";

  private final Supplier<ObjectNode> source;
  private @Nullable ObjectNode figures;
  private long version;
  private int watchers;
  private boolean ended;
  private @Nullable Future<?> polling;

  /**
   * @param source gives the present figures
   */
  LiveFeed(Supplier<ObjectNode> source) {
    this.source = source;
  }

  /** Figures, and how many there were up to these. */
  record Update(ObjectNode figures, long version) {}

  synchronized void polledBy(Future<?> task) {
    polling = task;
  }

  synchronized void join() {
    watchers++;
  }

  /** True if nobody watches any longer; then it is no longer polled. */
  synchronized boolean leave() {
    watchers--;
    if (watchers == 0 && polling != null) {
      polling.cancel(false);
    }
    return watchers == 0;
  }

  /**
   * Asks for the first figures, unless there are some.
   *
   * @throws RuntimeException what the source throws
   */
  void begin() {
    if (!hasBegun()) {
      publish(source.get());
    }
  }

  private synchronized boolean hasBegun() {
    return version > 0;
  }

  /** Asks for the figures; a failure leaves them as they are until the next time. */
  void poll() {
    try {
      publish(source.get());
    } catch (RuntimeException e) {
      LOG.debug("the live figures cannot be had now", e);
    }
  }

  /** The age of the figures alone is no change. */
  private synchronized void publish(ObjectNode next) {
    ObjectNode before = figures;
    if (before == null || !sameButForAge(next, before)) {
      figures = next;
      version++;
      notifyAll();
    }
  }

  private static boolean sameButForAge(ObjectNode next, ObjectNode before) {
    var asOf = next.get(AS_OF);
    next.set(AS_OF, before.get(AS_OF));
    boolean same = next.equals(before);
    next.set(AS_OF, asOf);
    return same;
  }

  /** What is newer than a version; null if nothing came within the time, or all has ended. */
  synchronized @Nullable Update after(long seen, long atMostMs) throws InterruptedException {
    long deadline = System.nanoTime() + atMostMs * 1_000_000;
    while (version <= seen && !ended) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return null;
      }
      wait(leftMs);
    }
    ObjectNode newest = figures;
    return ended || newest == null ? null : new Update(newest, version);
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean hasEnded() {
    return ended;
  }
}
