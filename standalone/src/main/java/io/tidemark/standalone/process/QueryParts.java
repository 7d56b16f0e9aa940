package io.tidemark.standalone.process;

import io.tidemark.query.QueryServer;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.Ports;
import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.generation.ServingStatistics;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.topology.view.Endpoint;
import java.time.Clock;
import java.util.Map;

/** Starts the statistics and the query server that reads them. */
final class QueryParts {

  /** What runs. */
  record Running(ServingStatistics engine, QueryServer server) {}

  /** The query server's port, found free now. */
  static int claimPort(Settings settings) throws StartException {
    return Ports.claim(
        settings.nameOf(Catalogue.QUERY_PORT),
        settings.get(Catalogue.QUERY_PORT),
        settings.nameOf(Catalogue.QUERY_BIND),
        settings.get(Catalogue.QUERY_BIND));
  }

  static Running start(
      Settings settings,
      Parts parts,
      DataFolder folder,
      int port,
      int partitions,
      Map<String, Object> kafka,
      Clock clock)
      throws Exception {
    Endpoint self = Advertised.endpoint(settings, port);
    Metrics metrics = parts.start("metrics of the query server", Metrics::new);
    metrics.addDisk(folder.path());
    ServingStatistics engine =
        parts.start(
            "statistics",
            () ->
                ServingStatistics.start(
                    Configs.topology(settings, folder.state(), self),
                    partitions,
                    kafka,
                    metrics.registry(),
                    clock));
    QueryServer server =
        parts.start(
            "query server",
            () ->
                QueryServer.start(
                    Configs.query(settings, port), engine, metrics.registry(), clock));
    return new Running(engine, server);
  }

  private QueryParts() {}
}
