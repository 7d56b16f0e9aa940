package io.tidemark.standalone.process;

import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.topics.ClusterWait;
import io.tidemark.standalone.topics.TopicSetup;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;

/** A query server and its share of the statistics, against a Kafka cluster. */
public final class QueryRole implements Composition {
  private final Settings settings;
  private final Clock clock;
  private final PrintWriter out;

  public QueryRole(Settings settings, Clock clock, PrintWriter out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void start(Parts parts) throws Exception {
    Map<String, Object> kafka = KafkaClients.properties(settings);
    DataFolder folder =
        parts.start("data folder", () -> DataFolder.open(settings.get(Catalogue.DATA_DIR)));
    int port = QueryParts.claimPort(settings);
    ClusterWait.until(kafka);
    int partitions = TopicSetup.ensure(kafka, Configs.topics(settings));
    QueryParts.Running query =
        QueryParts.start(settings, parts, folder, port, partitions, kafka, clock);
    if (!Advertised.canBeAsked(settings, query.engine().self())) {
      out.println(
          "WARNING: "
              + Catalogue.CLUSTER_SECRET.key()
              + " is not set, so query servers on other machines neither ask this one nor are"
              + " asked by it. That is right only if it is the only one.");
    }
    new Welcome(settings, out, clock)
        .queryAlone(query.server().port(), KafkaClients.bootstrap(kafka), folder.path());
  }
}
