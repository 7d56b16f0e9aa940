package io.tidemark.query;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.topology.view.Statistics;
import java.time.Clock;

/** The running query server. */
public final class QueryServer implements AutoCloseable {

  /** Listens at once; {@code /readyz} says when the state can be read. */
  public static QueryServer start(
      QueryConfig config, Statistics statistics, PrometheusMeterRegistry metrics, Clock clock) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The port it listens on. */
  public int port() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Takes no new requests and answers those in flight. */
  @Override
  public void close() {}
}
