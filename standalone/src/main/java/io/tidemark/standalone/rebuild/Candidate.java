package io.tidemark.standalone.rebuild;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.query.QueryConfig;
import io.tidemark.query.QueryServer;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.Ports;
import io.tidemark.standalone.carry.LogReach;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.view.Endpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A generation that is counted in this process, with a query server that only this machine finds.
 */
final class Candidate implements AutoCloseable {
  private static final String HERE = "127.0.0.1";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final StatisticsEngine engine;
  private final QueryServer server;
  private final PrometheusMeterRegistry metrics;

  private Candidate(StatisticsEngine engine, QueryServer server, PrometheusMeterRegistry metrics) {
    this.engine = engine;
    this.server = server;
    this.metrics = metrics;
  }

  /**
   * Starts it; it counts on whatever it is.
   *
   * @param serves whether it is the generation that serves, in place of a server that is stopped
   * @param config makes the topology's settings of where it can be asked
   */
  static Candidate start(
      Generation generation,
      boolean serves,
      Function<Endpoint, TopologyConfig> config,
      LogReach log,
      Map<String, Object> kafka,
      Clock clock)
      throws StartException {
    int port = Ports.claim("the port", 0, "the address", HERE);
    TopologyConfig own =
        config
            .apply(new Endpoint(HERE, port))
            .alone(log.copies())
            .withApplicationId(generation.applicationId());
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StatisticsEngine engine =
        serves
            ? StatisticsEngine.start(own, log.partitions(), kafka, metrics, clock)
            : StatisticsEngine.startBeside(own, log.partitions(), kafka, metrics, clock);
    QueryServer server =
        QueryServer.start(
            new QueryConfig(HERE, port, null, List.of(), TIMEOUT, null, TIMEOUT, ""),
            engine,
            metrics,
            clock);
    return new Candidate(engine, server, metrics);
  }

  StatisticsEngine engine() {
    return engine;
  }

  URI address() {
    return URI.create("http://" + HERE + ":" + server.port());
  }

  @Override
  public void close() {
    server.close();
    engine.close();
    metrics.close();
  }
}
