package io.tidemark.query;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.query.http.HttpEdge;
import io.tidemark.query.http.HttpPeers;
import io.tidemark.query.http.HttpSettings;
import io.tidemark.query.http.QueryMetrics;
import io.tidemark.query.parse.QueryParser;
import io.tidemark.query.plan.Planner;
import io.tidemark.query.read.LocalReader;
import io.tidemark.query.route.Router;
import io.tidemark.topology.view.Statistics;
import java.time.Clock;
import java.util.Set;

/** The running query server. */
public final class QueryServer implements AutoCloseable {
  private final HttpEdge http;

  private QueryServer(HttpEdge http) {
    this.http = http;
  }

  /**
   * Listens at once; {@code /readyz} says when the state can be read.
   *
   * @throws java.io.UncheckedIOException if the address cannot be bound
   */
  public static QueryServer start(
      QueryConfig config, Statistics statistics, PrometheusMeterRegistry metrics, Clock clock) {
    QueryMetrics figures = new QueryMetrics(metrics);
    LocalReader reader = new LocalReader(statistics, figures::lookedUp);
    HttpPeers peers = new HttpPeers(config.clusterSecret(), config.peerTimeout(), figures);
    Router router = new Router(statistics, reader, peers, clock, figures::readStandby);
    QueryService service =
        new QueryService(
            statistics, new Planner(statistics::retention, statistics.dimensions()), router, clock);
    HttpSettings settings =
        new HttpSettings(
            config.bind(),
            config.port(),
            config.corsOrigins(),
            config.clusterSecret(),
            config.drainTimeout(),
            config.gateway());
    return new QueryServer(
        HttpEdge.start(
            settings,
            new QueryParser(config.defaultSite()),
            service::answer,
            reader,
            statistics,
            metrics,
            figures));
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** The routes it answers, as {@code GET /health}. */
  Set<String> routes() {
    return http.routes();
  }

  /** Takes no new requests and answers those in flight. */
  @Override
  public void close() {
    http.close();
  }
}
