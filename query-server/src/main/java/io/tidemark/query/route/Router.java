package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.read.LocalReader;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.Statistics;
import io.tidemark.topology.view.ViewUnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the instance that holds a partition: the active one, else a standby, else this one. For any
 * thread.
 *
 * <p>A peer that gave no answer is asked last for {@link #AVOID_MS}, so that a dead instance delays
 * few queries.
 */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final long AVOID_MS = 2_000;

  private final Statistics statistics;
  private final LocalReader local;
  private final Peers peers;
  private final Clock clock;
  private final Runnable standbyRead;
  private final Map<Endpoint, Long> avoidedUntilMs = new ConcurrentHashMap<>();

  /**
   * A router.
   *
   * @param standbyRead runs when another instance than the active one has answered
   */
  public Router(
      Statistics statistics, LocalReader local, Peers peers, Clock clock, Runnable standbyRead) {
    this.standbyRead = standbyRead;
    this.statistics = statistics;
    this.local = local;
    this.peers = peers;
    this.clock = clock;
  }

  /**
   * What the home of a site answers.
   *
   * @throws UnavailableException if no replica can be read
   */
  public Partial.Site site(Plan.SiteRead plan) {
    return ask(home(plan.siteId()), plan, Partial.Site.class);
  }

  /**
   * What the home of a site answers.
   *
   * @throws UnavailableException if no replica can be read
   */
  public Partial.Trend trend(Plan.TrendRead plan) {
    return ask(home(plan.siteId()), plan, Partial.Trend.class);
  }

  /**
   * What the home of a site answers.
   *
   * @throws UnavailableException if no replica can be read
   */
  public Partial.History history(Plan.ValueRead plan) {
    return ask(home(plan.siteId()), plan, Partial.History.class);
  }

  /**
   * What the home of a site answers.
   *
   * @throws UnavailableException if no replica can be read
   */
  public Partial.Quality quality(Plan.QualityRead plan) {
    return ask(home(plan.siteId()), plan, Partial.Quality.class);
  }

  /**
   * What all partitions answer together, or if one site is asked for, its home.
   *
   * @throws UnavailableException if no replica of one of them can be read
   */
  public Partial.Sites sites(Plan.SitesRead plan) {
    if (plan.siteId() != null) {
      return ask(home(plan.siteId()), plan, Partial.Sites.class);
    }
    List<Partial.Sites> parts = new ArrayList<>();
    for (int partition = 0; partition < statistics.partitions(); partition++) {
      parts.add(ask(partition, plan, Partial.Sites.class));
    }
    return Partial.Sites.merge(parts, plan.limit());
  }

  private int home(String siteId) {
    return HomePartition.of(siteId, statistics.partitions());
  }

  private <P extends Partial> P ask(int partition, Plan plan, Class<P> kind) {
    RuntimeException last = null;
    Owners owners = statistics.owners(partition);
    for (Endpoint holder : holders(owners)) {
      try {
        P answer = kind.cast(ask(holder, partition, plan));
        if (!owners.active().equals(Optional.of(holder))) {
          standbyRead.run();
        }
        return answer;
      } catch (ViewUnavailableException | PeerUnavailableException e) {
        LOG.debug("partition {} cannot be read at {}", partition, holder, e);
        last = e;
      } catch (ClassCastException e) {
        last = new PeerUnavailableException("peer " + holder + " answered another question", e);
      }
    }
    throw new UnavailableException(
        partition, last == null ? new IllegalStateException("it has no holder") : last);
  }

  private Partial ask(Endpoint holder, int partition, Plan plan) {
    if (holder.equals(statistics.self())) {
      return local.read(partition, plan);
    }
    try {
      Partial answer = peers.ask(holder, partition, plan);
      avoidedUntilMs.remove(holder);
      return answer;
    } catch (PeerUnavailableException e) {
      avoidedUntilMs.put(holder, clock.millis() + AVOID_MS);
      throw e;
    }
  }

  /** Who may be asked, best first; this instance at the latest as a last resort. */
  private List<Endpoint> holders(Owners owners) {
    Set<Endpoint> holders = new LinkedHashSet<>();
    owners.active().ifPresent(holders::add);
    holders.addAll(owners.standbys());
    holders.add(statistics.self());
    long now = clock.millis();
    return holders.stream()
        .sorted(Comparator.comparing(holder -> avoidedUntilMs.getOrDefault(holder, 0L) > now))
        .toList();
  }
}
