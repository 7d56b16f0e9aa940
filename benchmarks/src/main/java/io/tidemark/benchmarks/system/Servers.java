package io.tidemark.benchmarks.system;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.Backlog;
import io.tidemark.ingest.GatewayConfig;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.publish.Publisher;
import io.tidemark.query.QueryServer;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.topology.StatisticsEngine;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;

/** The HTTP servers, as {@code ./tidemark up} starts them, on free ports of this machine. */
public final class Servers {
  private static final Backlog UNKNOWN =
      new Backlog() {
        @Override
        public OptionalLong length() {
          return OptionalLong.empty();
        }

        @Override
        public boolean connected() {
          return true;
        }
      };

  private Servers() {}

  /** A gateway that writes to the sandbox's Kafka; returns when it takes events. */
  public static IngestGateway gateway(Sandbox sandbox, Map<String, String> changes)
      throws Exception {
    IngestGateway gateway =
        IngestGateway.start(
            config(changes), sandbox.kafka(), UNKNOWN, registry(), Clock.systemUTC());
    Wait.until("the gateway to take events", 5, gateway::isReady);
    return gateway;
  }

  /** A gateway on another publisher. */
  public static IngestGateway gateway(
      Map<String, String> changes, Publisher publisher, Enrichment enrichment)
      throws InvalidSettingsException {
    return IngestGateway.start(
        config(changes), publisher, enrichment, UNKNOWN, registry(), Clock.systemUTC());
  }

  /** A query server on a running topology; returns when that can be read. */
  public static QueryServer query(Sandbox sandbox, StatisticsEngine engine) throws Exception {
    Wait.until("the state to be readable", 5, engine::ready);
    return QueryServer.start(
        Configs.query(sandbox.settings(), sandbox.self().port()),
        engine,
        registry(),
        Clock.systemUTC());
  }

  private static GatewayConfig config(Map<String, String> changes) throws InvalidSettingsException {
    return Configs.gateway(Defaults.with(changes));
  }

  private static PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}
