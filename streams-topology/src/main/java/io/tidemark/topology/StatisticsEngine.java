package io.tidemark.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.Statistics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** The running topology: Kafka Streams with its stores. */
public final class StatisticsEngine implements Statistics, AutoCloseable {

  /**
   * Starts processing; returns at once, {@link #ready()} says when the state can be read. The
   * topics must exist.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   */
  public static StatisticsEngine start(
      TopologyConfig config, Map<String, Object> kafka, MeterRegistry metrics, Clock clock) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public int partitions() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public RollupView view(int partition) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public Owners owners(int partition) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public Endpoint self() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public Instant asOf() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public OptionalLong backlog() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public boolean connected() {
    return false;
  }

  @Override
  public boolean ready() {
    return false;
  }

  @Override
  public Duration retention(Level level) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Commits, leaves the group, closes the stores. */
  @Override
  public void close() {}
}
