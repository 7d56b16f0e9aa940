package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Plan;
import io.tidemark.topology.view.Endpoint;
import java.util.concurrent.CompletableFuture;

/** The way to another instance's query server. For any thread. */
public interface Peers {

  /**
   * Asks a peer what its local state of a partition answers. Returns at once.
   *
   * @return completes within the peer time-out, whatever the peer does: with the answer, or with a
   *     {@link PeerUnavailableException}
   */
  CompletableFuture<Partial> ask(Endpoint peer, int partition, Plan plan);
}
