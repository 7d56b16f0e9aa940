package io.tidemark.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections whose next request's head takes too long to arrive. Such a one is never silent
 * for long, so that the time-out for silent ones does not find it.
 *
 * <p>Looks every few seconds, so it may take that much longer.
 */
final class SlowHeaders extends AbstractLifeCycle {
  private static final int LOOKS = 6;

  private final AbstractConnector connector;
  private final long mostNanos;
  private final long lookMs;
  private Map<EndPoint, Seen> seen = new HashMap<>();

  /** What a connection had brought when its last request was whole, and since when. */
  private record Seen(long requests, long bytes, long sinceNanos) {}

  /**
   * Of a connector's connections.
   *
   * @param most how long a head may take
   */
  SlowHeaders(AbstractConnector connector, Duration most) {
    this.connector = connector;
    this.mostNanos = most.toNanos();
    this.lookMs = Math.max(1, most.toMillis() / LOOKS);
  }

  @Override
  protected void doStart() {
    lookAgain();
  }

  private void lookAgain() {
    connector.getScheduler().schedule(this::look, lookMs, TimeUnit.MILLISECONDS);
  }

  /** On the scheduler's thread alone. */
  private void look() {
    if (!isRunning()) {
      return;
    }
    long now = System.nanoTime();
    Map<EndPoint, Seen> next = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection == null) {
        continue;
      }
      long requests = connection.getMessagesIn();
      long bytes = connection.getBytesIn();
      Seen before = seen.get(endPoint);
      boolean quiet =
          before != null && before.requests == requests && connection.getMessagesOut() == requests;
      if (before == null || !quiet || before.bytes == bytes) {
        next.put(endPoint, new Seen(requests, bytes, now));
      } else if (now - before.sinceNanos < mostNanos) {
        next.put(endPoint, before);
      } else {
        endPoint.close();
      }
    }
    seen = next;
    lookAgain();
  }
}
