package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.route.PeerUnavailableException.Sign;
import io.tidemark.topology.view.Endpoint;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Peers, each behind its breaker: one that was silent is not asked for a while. Thread-safe. */
public final class GuardedPeers implements Peers {
  private final Peers peers;
  private final Clock clock;
  private final RouteObserver observer;
  private final Map<Endpoint, Breaker> breakers = new ConcurrentHashMap<>();

  public GuardedPeers(Peers peers, Clock clock, RouteObserver observer) {
    this.peers = peers;
    this.clock = clock;
    this.observer = observer;
  }

  @Override
  public CompletableFuture<Partial> ask(Endpoint peer, int partition, Plan plan) {
    Breaker breaker = breakers.computeIfAbsent(peer, p -> new Breaker(clock));
    if (!breaker.tryPass()) {
      return CompletableFuture.failedFuture(
          new PeerUnavailableException(
              Sign.NOT_ASKED, "peer " + peer + " was silent and is not asked for a moment"));
    }
    CompletableFuture<Partial> answer;
    try {
      answer = peers.ask(peer, partition, plan);
    } catch (RuntimeException e) {
      breaker.notAsked();
      return CompletableFuture.failedFuture(e);
    }
    return answer.whenComplete((partial, failure) -> tell(breaker, failure));
  }

  /** What a peer's breaker does: {@code closed}, {@code open} or {@code probing}. */
  public String state(Endpoint peer) {
    Breaker breaker = breakers.get(peer);
    Breaker.State state = breaker == null ? Breaker.State.CLOSED : breaker.state();
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void tell(Breaker breaker, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause == null) {
      breaker.answered();
      return;
    }
    Sign sign = cause instanceof PeerUnavailableException known ? known.sign() : Sign.NOT_ASKED;
    switch (sign) {
      case ANSWERED -> breaker.answered();
      case NOT_ASKED -> breaker.notAsked();
      case SILENT -> {
        if (breaker.silent()) {
          observer.breakerOpened();
        }
      }
    }
  }
}
