package io.tidemark.ingest.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Every fixed limit of the gateway's HTTP edge; those of bodies, sites and memory are settings.
 * They are told in {@code docs/limits.md}.
 */
final class HttpLimits {
  /**
   * Connections at once; more wait to be accepted, and idle ones are closed sooner. Files that the
   * process may open are left for others: a broker in the same process would not survive without.
   */
  static final int CONNECTIONS = (int) Math.min(10_000, mostFiles() / 2);

  /** Connections that wait to be accepted. */
  static final int ACCEPT_QUEUE = 1024;

  /** How long a connection may say nothing. */
  static final Duration IDLE = Duration.ofSeconds(30);

  /** The same while as many as may be are open. */
  static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);

  /** How long a connection without a request is kept while the server stops. */
  static final Duration IDLE_AT_CLOSE = Duration.ofMillis(200);

  /** The request line and all headers; a pixel has its event in them. */
  static final int HEADER_BYTES = 16 * 1024;

  /** Threads; none waits for a body, for Kafka, or for an answer to be read. */
  static final int THREADS = 200;

  /** Requests that are worked on at once, of those that have arrived whole. */
  static final int REQUESTS = 150;

  /** Probes ({@code /health} and its like) that are answered at once. */
  static final int PROBES = 16;

  /** How long the request line and the headers may take to arrive. */
  static final Duration HEADERS = Duration.ofSeconds(30);

  /** How long a body may take to arrive. */
  static final Duration BODY = Duration.ofSeconds(30);

  /** After this time a body must have arrived at {@link #BODY_BYTES_PER_SECOND} so far. */
  static final Duration BODY_GRACE = Duration.ofSeconds(5);

  /** The slowest sender; a mobile phone with hardly any reception is faster. */
  static final int BODY_BYTES_PER_SECOND = 128;

  /** How much of a body that is refused is still read, so that its sender sees the answer. */
  static final long DISCARD_BYTES = 16L * 1024 * 1024;

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  private HttpLimits() {}
}
