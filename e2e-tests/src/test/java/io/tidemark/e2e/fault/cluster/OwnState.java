package io.tidemark.e2e.fault.cluster;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.query.http.HttpPeers;
import io.tidemark.query.http.QueryMetrics;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** What a query server's own state says, its peers not asked: as they ask each other. */
final class OwnState {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpPeers peers =
      new HttpPeers(
          Cluster.SECRET, TIMEOUT, new QueryMetrics(new SimpleMeterRegistry()), Clock.systemUTC());

  private volatile String lastFailure = "";

  /** The events of a site, all time; -1 where the server tells none, or does not answer. */
  long events(RoleNode server, String site) throws InterruptedException {
    URI address = URI.create(server.query("/"));
    Slice all = new Slice(List.of(new Run(Level.ALL, 0, 1)), false, List.of());
    try {
      Partial answer =
          peers
              .ask(
                  new Endpoint(address.getHost(), address.getPort()),
                  HomePartition.of(site, Sites.PARTITIONS),
                  new Plan.SiteRead(site, "Z", List.of(all)))
              .get();
      return ((Partial.Site) answer).slices().get(0).totals().events();
    } catch (ExecutionException e) {
      lastFailure = String.valueOf(e.getCause());
      return -1; // it does not run, does nothing, or holds no replica that can be read
    }
  }

  /** Why a server did not tell, the last time; empty: all did. */
  String lastFailure() {
    return lastFailure;
  }
}
