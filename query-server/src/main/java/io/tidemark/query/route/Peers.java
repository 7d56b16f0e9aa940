package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Plan;
import io.tidemark.topology.view.Endpoint;

/** The way to another instance's query server. For any thread. */
public interface Peers {

  /**
   * Asks a peer what its local state of a partition answers.
   *
   * @throws PeerUnavailableException if it gave no answer in time, or cannot give one now
   */
  Partial ask(Endpoint peer, int partition, Plan plan);
}
