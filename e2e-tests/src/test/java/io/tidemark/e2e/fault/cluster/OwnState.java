package io.tidemark.e2e.fault.cluster;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Wire;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Level;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What a query server's own state says, its peers not asked: as they ask each other. */
final class OwnState {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** The events of a site, all time; -1 where the server holds no replica that can be read. */
  long events(RoleNode server, String site) throws IOException, InterruptedException {
    Slice all = new Slice(List.of(new Run(Level.ALL, 0, 1)), false, List.of());
    byte[] question =
        Wire.write(
            new Wire.Question(
                Wire.VERSION,
                HomePartition.of(site, Sites.PARTITIONS),
                new Plan.SiteRead(site, "Z", List.of(all))));
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(server.query("/internal/partial")))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + Cluster.SECRET)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() == 503) {
      return -1;
    }
    if (answer.statusCode() != 200) {
      throw new IOException(server.name() + " answered with status " + answer.statusCode());
    }
    return ((Partial.Site) Wire.answer(answer.body()).partial()).slices().get(0).totals().events();
  }
}
