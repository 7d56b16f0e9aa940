package io.tidemark.query.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Every limit of the query server's HTTP edge. They are told in {@code docs/limits.md}. */
final class HttpLimits {
  /**
   * Connections at once; more wait to be accepted, and idle ones are closed sooner. Files that the
   * process may open are left for others: a broker in the same process would not survive without.
   */
  static final int CONNECTIONS = (int) Math.min(2_000, mostFiles() / 8);

  /** How long a connection may say nothing. */
  static final Duration IDLE = Duration.ofSeconds(30);

  /** The same while as many as may be are open. */
  static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);

  /** How long a connection without a request is kept while the server stops. */
  static final Duration IDLE_AT_CLOSE = Duration.ofMillis(50);

  /** Room for the longest site and path, of characters that take twelve bytes each. */
  static final int HEADER_BYTES = 32 * 1024;

  /** Threads. */
  static final int THREADS = 250;

  /** Requests that are worked on at once. */
  static final int REQUESTS = 200;

  /** Probes ({@code /health} and its like) that are answered at once. */
  static final int PROBES = 16;

  /** How long the request line and the headers may take to arrive. */
  static final Duration HEADERS = Duration.ofSeconds(30);

  /** The largest question of a peer; nobody else sends a body. */
  static final long BODY_BYTES = 256 * 1024L;

  /** Questions of peers that are being read at once. */
  static final int BODIES = 100;

  /** How long a question of a peer may take to arrive. */
  static final Duration BODY = Duration.ofSeconds(5);

  /** Clients that follow live figures at once. */
  static final int LIVE_CLIENTS = 200;

  /**
   * Questions over many rows that are answered at once, so that they leave room for short ones. A
   * few per core: each is bound by the processor.
   */
  static final int LONG_QUESTIONS = 4 * Math.max(2, Runtime.getRuntime().availableProcessors());

  /** Long questions that wait for their turn; all others are answered 503 at once. */
  static final int LONG_QUESTIONS_WAITING = 4 * LONG_QUESTIONS;

  /** How long a long question waits for its turn before it is answered 503. */
  static final Duration LONG_QUESTION_WAIT = Duration.ofSeconds(1);

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  private HttpLimits() {}
}
