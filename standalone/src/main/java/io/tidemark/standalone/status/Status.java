package io.tidemark.standalone.status;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A system at one moment; what is not known is empty or null.
 *
 * @param acceptedPerSecond events the gateways accepted
 * @param countedPerSecond events the query servers counted
 * @param backlog events in the log that are not yet counted
 * @param sites null: no query server told
 * @param asOf everything acknowledged before it is counted
 * @param behindSeconds how long ago that is
 * @param instances null: no Kafka cluster was named, or it does not tell
 * @param disk null: the data folder is not on this machine
 */
record Status(
    List<Server> gateways,
    List<Server> queryServers,
    OptionalDouble acceptedPerSecond,
    OptionalDouble countedPerSecond,
    OptionalLong backlog,
    @Nullable Sites sites,
    @Nullable Instant asOf,
    OptionalDouble behindSeconds,
    @Nullable Instances instances,
    @Nullable Disk disk) {

  /**
   * A server.
   *
   * @param version what runs there; null: not known
   * @param problem why it is not ready; null: it is
   */
  record Server(String url, boolean up, @Nullable String version, @Nullable String problem) {
    boolean isReady() {
      return problem == null;
    }
  }

  /**
   * The sites.
   *
   * @param count how many have statistics
   * @param top those with most views today, best first
   */
  record Sites(int count, List<Site> top) {}

  /** A site's views since midnight, UTC. */
  record Site(String siteId, long viewsToday) {}

  /** Whether any server answers. */
  boolean isAnythingUp() {
    return gateways.stream().anyMatch(Server::up) || queryServers.stream().anyMatch(Server::up);
  }

  /** Whether all servers that were asked are ready. */
  boolean isAllReady() {
    return gateways.stream().allMatch(Server::isReady)
        && queryServers.stream().allMatch(Server::isReady);
  }
}
