package io.tidemark.query.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.query.fixture.NaiveStatistics;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.query.read.LocalReader;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.Owners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A partition is handed over, and nobody can read it for a moment. */
@Timeout(60)
class RouterHandOverTest {
  private static final Duration HAND_OVER = Duration.ofSeconds(3);
  private static final Plan.SiteRead PLAN =
      new Plan.SiteRead(
          "a", "Z", List.of(new Slice(List.of(new Run(Level.ALL, 0, 1)), false, List.of())));

  private final Endpoint self = new Endpoint("self", 1);
  private final NaiveStatistics statistics = new NaiveStatistics(self);
  private final Router router =
      new Router(
          statistics,
          new LocalReader(statistics, count -> {}),
          (peer, partition, plan) ->
              CompletableFuture.failedFuture(new IllegalStateException("there are no peers")),
          new Unseen());

  RouterHandOverTest() {
    statistics.events = List.of(Seen.view("a", "/", "u", "2025-11-12T10:00:00Z"));
    statistics.readable = false;
  }

  @Test
  void question_thatOneOfTheNextLooksCanAnswer_isAnswered() {
    AtomicInteger looks = new AtomicInteger();
    statistics.owners =
        partition -> {
          statistics.readable = looks.incrementAndGet() == 4;
          return new Owners(Optional.of(self), List.of());
        };

    assertThat(router.site(PLAN).slices().get(0).totals().views()).isEqualTo(1);
    assertThat(looks).hasValue(4);
  }

  @Test
  void question_thatNobodyCanAnswer_isGivenUpAfterAWhile() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> router.site(PLAN)).isInstanceOf(UnavailableException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(HAND_OVER, HAND_OVER.multipliedBy(20));
  }

  @Test
  void questions_moreThanMayWait_areGivenUpAtOnce() throws Exception {
    int questions = 120;
    ExecutorService threads = Executors.newFixedThreadPool(questions);
    try {
      List<Callable<Duration>> all = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        all.add(this::timeToGiveUp);
      }
      int atOnce = 0;
      int waited = 0;
      for (Future<Duration> time : threads.invokeAll(all)) {
        if (time.get().compareTo(HAND_OVER) < 0) {
          atOnce++;
        } else {
          waited++;
        }
      }
      assertThat(waited).isBetween(1, 60);
      assertThat(atOnce).isGreaterThanOrEqualTo(60);
    } finally {
      threads.shutdownNow();
    }
  }

  private Duration timeToGiveUp() {
    long start = System.nanoTime();
    assertThatThrownBy(() -> router.site(PLAN)).isInstanceOf(UnavailableException.class);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static final class Unseen implements RouteObserver {
    @Override
    public void hedged() {}

    @Override
    public void readStandby() {}

    @Override
    public void breakerOpened() {}
  }
}
