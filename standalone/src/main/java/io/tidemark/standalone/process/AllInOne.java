package io.tidemark.standalone.process;

import io.tidemark.ingest.IngestGateway;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.BrokerFaults;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.broker.Ports;
import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.topics.TopicSetup;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Broker, topics, gateway, statistics and query server in one process, in this order: events are
 * taken as soon as there is a log for them, and, as parts stop in the reverse order, to the last.
 */
public final class AllInOne implements Composition {
  private static final List<Setting<?>> NOT_USED =
      List.of(Catalogue.KAFKA_BOOTSTRAP, Catalogue.KAFKA_CONFIG);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Settings settings;
  private final Clock clock;
  private final PrintWriter out;
  private final PrintWriter err;

  public AllInOne(Settings settings, Clock clock, PrintWriter out, PrintWriter err) {
    this.err = err;
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void start(Parts parts) throws Exception {
    for (Setting<?> setting : NOT_USED) {
      if (settings.isChosen(setting)) {
        out.println(settings.nameOf(setting) + " is not used: up brings its own broker.");
      }
    }
    DataFolder folder =
        parts.start("data folder", () -> DataFolder.open(settings.get(Catalogue.DATA_DIR)));
    GatewayParts.checkPort(settings);
    int queryPort = QueryParts.claimPort(settings);
    EmbeddedBroker broker = startBroker(parts, folder);
    Map<String, Object> kafka = KafkaClients.local(broker.bootstrap());
    int partitions = TopicSetup.ensure(kafka, Configs.topics(settings));
    StatisticsBacklog backlog = new StatisticsBacklog();
    IngestGateway gateway = GatewayParts.start(settings, parts, kafka, backlog, clock);
    QueryParts.Running query =
        QueryParts.start(settings, parts, folder, queryPort, partitions, kafka, clock);
    backlog.know(query.engine());
    new Readiness(query.engine(), out).await(PATIENCE);
    new Welcome(settings, out, clock)
        .print(gateway.port(), query.server().port(), broker.bootstrap(), folder.path());
  }

  private EmbeddedBroker startBroker(Parts parts, DataFolder folder) throws Exception {
    BrokerConfig config = Configs.broker(settings, folder.kafka());
    int port =
        Ports.claim(
            settings.nameOf(Catalogue.KAFKA_PORT),
            config.port(),
            settings.nameOf(Catalogue.KAFKA_BIND),
            config.bind());
    BrokerFaults.explainOn(err, folder.path().toString());
    return parts.start("broker", () -> EmbeddedBroker.start(config.on(port)));
  }
}
