package io.tidemark.standalone.process;

import io.tidemark.ingest.Backlog;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.Ports;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.Settings;
import java.time.Clock;
import java.util.Map;

/** Starts the gateway. */
final class GatewayParts {

  /** Checks that the gateway's port is free. */
  static void checkPort(Settings settings) throws StartException {
    Ports.claim(
        settings.nameOf(Catalogue.INGEST_PORT),
        settings.get(Catalogue.INGEST_PORT),
        settings.nameOf(Catalogue.INGEST_BIND),
        settings.get(Catalogue.INGEST_BIND));
  }

  static IngestGateway start(
      Settings settings, Parts parts, Map<String, Object> kafka, Backlog backlog, Clock clock)
      throws Exception {
    Metrics metrics = parts.start("metrics of the gateway", Metrics::new);
    return parts.start(
        "gateway",
        () ->
            IngestGateway.start(
                Configs.gateway(settings), kafka, backlog, metrics.registry(), clock));
  }

  private GatewayParts() {}
}
