package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.read.LocalReader;
import io.tidemark.query.route.PeerUnavailableException.Sign;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.Statistics;
import io.tidemark.topology.view.ViewUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the instance that holds a partition: the active one, else a standby, else this one. For any
 * thread.
 */
public final class Router {
  private final Statistics statistics;
  private final LocalReader local;
  private final Peers peers;
  private final RouteObserver observer;

  public Router(Statistics statistics, LocalReader local, Peers peers, RouteObserver observer) {
    this.statistics = statistics;
    this.local = local;
    this.peers = peers;
    this.observer = observer;
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
    List<Asking> questions = new ArrayList<>();
    for (int partition = 0; partition < statistics.partitions(); partition++) {
      questions.add(asking(partition, plan, Partial.Sites.class));
    }
    return Partial.Sites.merge(
        questions.stream().map(question -> (Partial.Sites) question.answer()).toList(),
        plan.limit());
  }

  private int home(String siteId) {
    return HomePartition.of(siteId, statistics.partitions());
  }

  private <P extends Partial> P ask(int partition, Plan plan, Class<P> kind) {
    return kind.cast(asking(partition, plan, kind).answer());
  }

  /** A question; on its way already if a peer is to answer it, so that many are at once. */
  private Asking asking(int partition, Plan plan, Class<? extends Partial> kind) {
    Owners owners = statistics.owners(partition);
    Set<Endpoint> holders = new LinkedHashSet<>();
    owners.active().ifPresent(holders::add);
    if (owners.standbys().contains(statistics.self())) {
      holders.add(statistics.self()); // the copy here before one elsewhere
    }
    holders.addAll(owners.standbys());
    holders.add(statistics.self()); // the group may not know yet
    Asking asking =
        new Asking(
            partition, owners, holders, holder -> read(holder, partition, plan, kind), observer);
    if (!holders.iterator().next().equals(statistics.self())) {
      asking.start();
    }
    return asking;
  }

  private CompletableFuture<Partial> read(
      Endpoint holder, int partition, Plan plan, Class<? extends Partial> kind) {
    if (!holder.equals(statistics.self())) {
      return peers.ask(holder, partition, plan).thenApply(answer -> checked(answer, kind, holder));
    }
    try {
      return CompletableFuture.completedFuture(local.read(partition, plan));
    } catch (ViewUnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Partial checked(Partial answer, Class<? extends Partial> kind, Endpoint holder) {
    if (!kind.isInstance(answer)) {
      throw new PeerUnavailableException(
          Sign.ANSWERED, "peer " + holder + " answered another question");
    }
    return answer;
  }
}
