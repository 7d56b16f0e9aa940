package io.tidemark.ingest.publish;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka takes events: open (refuse at once) until a probe finds the topic, and again when
 * acknowledgements stop coming. Times are those of {@link System#nanoTime()}. Thread-safe.
 *
 * <pre>
 *   DOWN ──probe finds a leader for every partition, and nothing is stuck──▶ UP
 *   DOWN ◀─ an event failed and none was acknowledged since it was sent ──── UP
 *        ◀─ nothing acknowledged for {@link #STALL}, with an event waiting that long
 *        ◀─ two probes in a row failed, with nothing acknowledged in between
 * </pre>
 *
 * <p>An acknowledgement closes it again without a probe.
 */
final class Circuit {
  /** How long an event may wait before Kafka counts as away. */
  static final Duration STALL = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
  private static final int PROBES_TO_FAIL = 2;

  private boolean connected;

  // Written under the lock alone, but for lastGoodNanos; read by every event.
  private volatile @Nullable String reason = "Kafka has not answered yet";
  private volatile int failedProbes;
  private volatile long lastGoodNanos;

  /** Why events are refused; null: they are taken. */
  @Nullable String reason() {
    return reason;
  }

  /**
   * An event sent before was acknowledged. Takes no lock while Kafka is up, for each event comes
   * here: one that meets a failure in the same instant may be overlooked, and the next one counts.
   */
  void acknowledged(long nowNanos) {
    lastGoodNanos = nowNanos;
    if (reason != null || failedProbes > 0) {
      recovered();
    }
  }

  private synchronized void recovered() {
    failedProbes = 0;
    up();
  }

  /** An event failed for a reason that is not its own. */
  synchronized void failed(long sentNanos, String why) {
    if (lastGoodNanos - sentNanos <= 0) {
      down(why);
    }
  }

  /** Looks at the oldest event that waits; 0: none does. */
  synchronized void check(long oldestAgeNanos, long nowNanos) {
    if (oldestAgeNanos > STALL.toNanos() && nowNanos - lastGoodNanos > STALL.toNanos()) {
      down("Kafka has acknowledged nothing for " + STALL.toSeconds() + " s");
    }
  }

  /** A probe found the topic as it must be. */
  synchronized void probeSucceeded(long oldestAgeNanos, long nowNanos) {
    failedProbes = 0;
    if (reason != null && oldestAgeNanos <= STALL.toNanos()) {
      connected = true;
      lastGoodNanos = nowNanos;
      up();
    }
  }

  /** A probe did not. */
  synchronized void probeFailed(String why) {
    failedProbes++;
    if (reason != null) {
      reason = why;
    } else if (failedProbes >= PROBES_TO_FAIL) {
      down(why);
    }
  }

  /** Nanoseconds since Kafka last showed that it is there. */
  synchronized long quietNanos(long nowNanos) {
    return nowNanos - lastGoodNanos;
  }

  private void up() {
    if (reason != null && connected) {
      reason = null;
      LOG.info("Kafka answers: events are taken");
    }
  }

  private void down(String why) {
    if (reason == null) {
      LOG.warn("{}: events are refused with 503 until it answers again", why);
    }
    reason = why;
  }
}
