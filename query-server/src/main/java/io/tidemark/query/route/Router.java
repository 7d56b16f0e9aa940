package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.PartsMerge;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.read.LocalReader;
import io.tidemark.query.route.PeerUnavailableException.Sign;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.Statistics;
import io.tidemark.topology.view.ViewUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the instance that holds a partition: the active one, else a standby, else this one; of a hot
 * site those of all its parts. For any thread.
 *
 * <p>While a partition is handed over, nobody can read it for a moment: a query waits for that
 * three seconds at most, and only so many do at once, lest they take all of the server's threads.
 */
public final class Router {
  private static final long HAND_OVER_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LOOK_AGAIN_MS = 25;
  private static final int MOST_WAITING = 50;

  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Statistics statistics;
  private final LocalReader local;
  private final Peers peers;
  private final RouteObserver observer;
  private final PartsRouter parts;

  public Router(Statistics statistics, LocalReader local, Peers peers, RouteObserver observer) {
    this.statistics = statistics;
    this.local = local;
    this.peers = peers;
    this.observer = observer;
    this.parts = new PartsRouter(this, statistics.partitions());
  }

  /**
   * What a site's home answers, or all its parts.
   *
   * @throws UnavailableException if no replica of one of them can be read
   */
  public Partial.Site site(Plan.SiteRead plan) {
    Partial.Site one = one(plan.siteId(), plan, Partial.Site.class);
    return one != null ? one : ofOneCounting(() -> parts.site(plan, known(plan.siteId())));
  }

  /**
   * What a site's home answers, or all its parts.
   *
   * @throws UnavailableException if no replica of one of them can be read
   */
  public Partial.Trend trend(Plan.TrendRead plan) {
    Partial.Trend one = one(plan.siteId(), plan, Partial.Trend.class);
    return one != null ? one : ofOneCounting(() -> parts.trend(plan, known(plan.siteId())));
  }

  /**
   * What a site's home answers, or all its parts.
   *
   * @throws UnavailableException if no replica of one of them can be read
   */
  public Partial.History history(Plan.ValueRead plan) {
    Partial.History one = one(plan.siteId(), plan, Partial.History.class);
    return one != null
        ? one
        : PartsMerge.history(plan, all(plan.siteId(), plan, Partial.History.class));
  }

  /**
   * What a site's home answers, or all its parts.
   *
   * @throws UnavailableException if no replica of one of them can be read
   */
  public Partial.Quality quality(Plan.QualityRead plan) {
    Partial.Quality one = one(plan.siteId(), plan, Partial.Quality.class);
    return one != null ? one : PartsMerge.quality(all(plan.siteId(), plan, Partial.Quality.class));
  }

  /**
   * What all partitions answer together, or if one site is asked for, its home or its parts.
   *
   * @throws UnavailableException if no replica of one of them can be read
   */
  public Partial.Sites sites(Plan.SitesRead plan) {
    String siteId = plan.siteId();
    if (siteId != null) {
      Partial.Sites one = one(siteId, plan, Partial.Sites.class);
      return one != null
          ? one
          : PartsMerge.sites(all(siteId, plan, Partial.Sites.class), plan.limit());
    }
    List<Integer> partitions = IntStream.range(0, statistics.partitions()).boxed().toList();
    return PartsMerge.sites(askAll(partitions, plan, Partial.Sites.class), plan.limit());
  }

  /** What the home of a site answers; null: the site is hot, as far as is known here or there. */
  private <P extends Partial> @Nullable P one(String siteId, Plan plan, Class<P> kind) {
    if (known(siteId) > 1) {
      return null;
    }
    P answer = ask(HomePartition.of(siteId, statistics.partitions()), plan, kind);
    return answer.parts() > 1 ? null : answer;
  }

  /** The parts of a site that are known of; part 0 tells when there are more. */
  private int known(String siteId) {
    return statistics.parts(siteId);
  }

  private <P extends Partial> List<P> all(String siteId, Plan plan, Class<P> kind) {
    return ofOneCounting(() -> parts.all(siteId, known(siteId), plan, kind));
  }

  /** Parts of one counting and of the next divide a site's events in different ways. */
  private <A> A ofOneCounting(Supplier<A> question) {
    while (true) {
      int generation = statistics.generation();
      A answer = question.get();
      if (generation == statistics.generation()) {
        return answer;
      }
    }
  }

  /** What some partitions answer, all asked at once. */
  <P extends Partial> List<P> askAll(List<Integer> partitions, Plan plan, Class<P> kind) {
    return askEach(partitions, Collections.nCopies(partitions.size(), plan), kind);
  }

  /** What some partitions answer to a plan each, all asked at once. */
  <P extends Partial> List<P> askEach(List<Integer> partitions, List<Plan> plans, Class<P> kind) {
    List<Asking> questions = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      questions.add(asking(partitions.get(i), plans.get(i), kind));
    }
    List<P> answers = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      answers.add(kind.cast(answer(questions.get(i), partitions.get(i), plans.get(i), kind)));
    }
    return answers;
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
