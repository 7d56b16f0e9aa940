package io.tidemark.query.http;

import io.tidemark.http.ConnectionLimits;
import java.time.Duration;

/** Every limit of the query server's HTTP edge. They are told in {@code docs/limits.md}. */
final class HttpLimits {
  /** Connections: 2,000 at once, if that leaves files enough for others. */
  static final ConnectionLimits OF_CONNECTIONS =
      new ConnectionLimits(
          ConnectionLimits.most(2_000, 8),
          Duration.ofSeconds(30), // idle
          Duration.ofSeconds(1), // idle when full
          Duration.ofMillis(50), // idle at close
          Duration.ofSeconds(30)); // headers

  /** Room for the longest site and path, of characters that take twelve bytes each. */
  static final int HEADER_BYTES = 32 * 1024;

  /** Threads. */
  static final int THREADS = 250;

  /** Requests that are worked on at once. */
  static final int REQUESTS = 200;

  /** Probes ({@code /health} and its like) that are answered at once. */
  static final int PROBES = 16;

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

  private HttpLimits() {}
}
