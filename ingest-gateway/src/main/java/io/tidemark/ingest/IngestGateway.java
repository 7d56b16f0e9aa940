package io.tidemark.ingest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Map;

/** The running gateway. */
public final class IngestGateway implements AutoCloseable {

  /**
   * Connects the producer, warms up its metadata, and listens.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   */
  public static IngestGateway start(
      GatewayConfig config,
      Map<String, Object> kafka,
      Backlog backlog,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The port it listens on. */
  public int port() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Takes no new requests, answers those in flight, flushes the producer. */
  @Override
  public void close() {}
}
