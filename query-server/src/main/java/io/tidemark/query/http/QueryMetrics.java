package io.tidemark.query.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.query.route.RouteObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query server's own figures. For any thread. */
public final class QueryMetrics implements RouteObserver {
  private static final Duration[] LIMITS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /** Finding a timer in the registry takes longer than many an answer. */
  private final Map<Answer, Timer> answers = new ConcurrentHashMap<>();

  private final MeterRegistry registry;
  private final Counter lookUps;
  private final Counter hedges;
  private final Counter standbyReads;
  private final Counter breakersOpened;
  private final Map<String, Timer> peerCalls;

  public QueryMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lookUps =
        Counter.builder("tidemark.query.lookups")
            .description("Exact counts looked up to prove top paths")
            .register(registry);
    this.hedges =
        Counter.builder("tidemark.query.peer.hedges")
            .description("Questions that a second instance was asked because the first was slow")
            .register(registry);
    this.standbyReads =
        Counter.builder("tidemark.query.standby.reads")
            .description("Questions answered by another instance than the active one")
            .register(registry);
    this.breakersOpened =
        Counter.builder("tidemark.query.peer.breaker.opened")
            .description("Times a silent peer was taken off the list of those to ask")
            .register(registry);
    this.peerCalls =
        Stream.of("ok", "unavailable", "failed")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), this::peerCalls));
  }

  @Override
  public void hedged() {
    hedges.increment();
  }

  @Override
  public void readStandby() {
    standbyReads.increment();
  }

  @Override
  public void breakerOpened() {
    breakersOpened.increment();
  }

  /** An HTTP answer of a route was written. */
  void answered(String route, int status, Duration took) {
    answers.computeIfAbsent(new Answer(route, status), this::timer).record(took);
  }

  private record Answer(String route, int status) {}

  private Timer timer(Answer answer) {
    return Timer.builder("tidemark.query.http")
        .description("Time to answer, by route and status")
        .serviceLevelObjectives(LIMITS)
        .tag("route", answer.route)
        .tag("status", String.valueOf(answer.status))
        .register(registry);
  }

  /** A request was refused or failed. */
  void error(String code) {
    Counter.builder("tidemark.query.errors")
        .description("Requests refused or failed, by code")
        .tag("code", code)
        .register(registry)
        .increment();
  }

  /** A peer was asked; the outcome is ok, unavailable (it said so), or failed (no answer). */
  void peerAsked(String outcome, Duration took) {
    Objects.requireNonNull(peerCalls.get(outcome)).record(took);
  }

  private Timer peerCalls(String outcome) {
    return Timer.builder("tidemark.query.peer.calls")
        .description("Time a peer took to answer, by outcome")
        .serviceLevelObjectives(LIMITS)
        .tag("outcome", outcome)
        .register(registry);
  }

  /** How many clients follow live figures can be asked here from now on. */
  void liveClients(Supplier<Number> clients) {
    Gauge.builder("tidemark.query.live.clients", clients)
        .description("Clients that follow live figures")
        .register(registry);
  }

  /** Exact counts were looked up. */
  public void lookedUp(long count) {
    lookUps.increment((double) count);
  }
}
