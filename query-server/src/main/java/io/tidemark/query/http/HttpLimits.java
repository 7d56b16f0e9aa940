package io.tidemark.query.http;

import java.time.Duration;

/** Every limit of the query server's HTTP edge. They are told in {@code docs/limits.md}. */
final class HttpLimits {
  /** Connections at once; more wait to be accepted, and idle ones are closed sooner. */
  static final int CONNECTIONS = 2_000;

  /** How long a connection may say nothing. */
  static final Duration IDLE = Duration.ofSeconds(30);

  /** The same while as many as may be are open. */
  static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);

  /** How long a connection without a request is kept while the server stops. */
  static final Duration IDLE_AT_CLOSE = Duration.ofMillis(50);

  /** Room for the longest site and path, of characters that take twelve bytes each. */
  static final int HEADER_BYTES = 32 * 1024;

  /** The largest question of a peer; nobody else sends a body. */
  static final long BODY_BYTES = 256 * 1024L;

  /** Clients that follow live figures at once. */
  static final int LIVE_CLIENTS = 200;

  /**
   * Questions over many rows that are answered at once, so that they leave room for short ones. A
   * few per core: each is bound by the processor.
   */
  static final int LONG_QUESTIONS = 4 * Math.max(2, Runtime.getRuntime().availableProcessors());

  /** How long a long question waits for its turn before it is answered 503. */
  static final Duration LONG_QUESTION_WAIT = Duration.ofSeconds(1);

  private HttpLimits() {}
}
