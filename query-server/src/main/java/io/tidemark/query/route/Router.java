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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks the instance that holds a partition: the active one, else a standby, else this one. For any
 * thread.
 *
 * <p>While a partition is handed over, nobody can read it for a moment: a query waits for that a
 * second at most, and only so many do at once, lest they take all of the server's threads.
 */
public final class Router {
  private static final long HAND_OVER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_AGAIN_MS = 25;
  private static final int MOST_WAITING = 50;

  private final Semaphore waiting = new Semaphore(MOST_WAITING);
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
    List<Partial.Sites> answers = new ArrayList<>();
    for (int partition = 0; partition < questions.size(); partition++) {
      Partial answer = answer(questions.get(partition), partition, plan, Partial.Sites.class);
      answers.add((Partial.Sites) answer);
    }
    return Partial.Sites.merge(answers, plan.limit());
  }

  private int home(String siteId) {
    return HomePartition.of(siteId, statistics.partitions());
  }

  private <P extends Partial> P ask(int partition, Plan plan, Class<P> kind) {
    return kind.cast(answer(asking(partition, plan, kind), partition, plan, kind));
  }

  /** Waits for an answer, and asks again while a partition is handed over. */
  private Partial answer(Asking asking, int partition, Plan plan, Class<? extends Partial> kind) {
    long start = System.nanoTime();
    Asking current = asking;
    while (true) {
      try {
        return current.answer();
      } catch (UnavailableException e) {
        if (System.nanoTime() - start > HAND_OVER_NANOS || !waited()) {
          throw e;
        }
        current = asking(partition, plan, kind);
      }
    }
  }

  /** Waits a moment; false: there was no room to wait in, or no time. */
  private boolean waited() {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.release();
    }
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
            partition,
            owners,
            statistics.asOf().toEpochMilli(),
            holders,
            holder -> read(holder, partition, plan, kind),
            observer);
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
