package io.tidemark.topology.view;

import java.util.List;
import java.util.Optional;

/**
 * Who holds a partition's state.
 *
 * @param active the instance that processes it; empty while nobody is known to
 * @param standbys instances with a copy that trails behind
 */
public record Owners(Optional<Endpoint> active, List<Endpoint> standbys) {
  public Owners {
    standbys = List.copyOf(standbys);
  }
}
