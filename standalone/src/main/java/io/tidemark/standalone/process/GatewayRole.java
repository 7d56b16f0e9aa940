package io.tidemark.standalone.process;

import io.tidemark.ingest.Backlog;
import io.tidemark.ingest.IngestGateway;
import io.tidemark.standalone.generation.ServingProgress;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.topics.ClusterWait;
import io.tidemark.standalone.topics.TopicSetup;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;

/** The gateway alone, against a Kafka cluster. */
public final class GatewayRole implements Composition {
  private final Settings settings;
  private final Clock clock;
  private final PrintWriter out;

  public GatewayRole(Settings settings, Clock clock, PrintWriter out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void start(Parts parts) throws Exception {
    Map<String, Object> kafka = KafkaClients.properties(settings);
    GatewayParts.checkPort(settings);
    ClusterWait.until(kafka);
    TopicSetup.ensure(kafka, Configs.topics(settings));
    ServingProgress progress =
        parts.start(
            "progress of the statistics",
            () -> ServingProgress.start(kafka, settings.get(Catalogue.APPLICATION_ID), clock));
    IngestGateway gateway = GatewayParts.start(settings, parts, kafka, backlog(progress), clock);
    new Welcome(settings, out, clock).gatewayAlone(gateway.port(), KafkaClients.bootstrap(kafka));
  }

  private static Backlog backlog(ServingProgress progress) {
    return new Backlog() {
      @Override
      public OptionalLong length() {
        return progress.backlog();
      }

      @Override
      public boolean connected() {
        return progress.connected();
      }
    };
  }
}
