package io.tidemark.ingest.http;

import io.tidemark.http.ConnectionLimits;
import java.time.Duration;

/**
 * Every fixed limit of the gateway's HTTP edge; those of bodies, sites and memory are settings.
 * They are told in {@code docs/limits.md}.
 */
final class HttpLimits {
  /** Connections: 10,000 at once, if that leaves files enough for others. */
  static final ConnectionLimits OF_CONNECTIONS =
      new ConnectionLimits(
          ConnectionLimits.most(10_000, 2),
          Duration.ofSeconds(30), // idle
          Duration.ofSeconds(1), // idle when full
          Duration.ofMillis(200), // idle at close
          Duration.ofSeconds(30)); // headers

  /** Connections that wait to be accepted. */
  static final int ACCEPT_QUEUE = 1024;

  /** The request line and all headers; a pixel has its event in them. */
  static final int HEADER_BYTES = 16 * 1024;

  /** Threads; none waits for a body, for Kafka, or for an answer to be read. */
  static final int THREADS = 200;

  /** Requests that are worked on at once, of those that have arrived whole. */
  static final int REQUESTS = 150;

  /** Probes ({@code /health} and its like) that are answered at once. */
  static final int PROBES = 16;

  /** How long a body may take to arrive. */
  static final Duration BODY = Duration.ofSeconds(30);

  /** After this time a body must have arrived at {@link #BODY_BYTES_PER_SECOND} so far. */
  static final Duration BODY_GRACE = Duration.ofSeconds(5);

  /** The slowest sender; a mobile phone with hardly any reception is faster. */
  static final int BODY_BYTES_PER_SECOND = 128;

  /** How much of a body that is refused is still read, so that its sender sees the answer. */
  static final long DISCARD_BYTES = 16L * 1024 * 1024;

  private HttpLimits() {}
}
