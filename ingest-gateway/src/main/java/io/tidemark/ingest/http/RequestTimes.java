package io.tidemark.ingest.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.ingest.publish.Buckets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long requests take, by route and status. Thread-safe. */
final class RequestTimes {
  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(String route, int status) {}

  RequestTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A request has been answered. */
  void record(Context ctx, float millis) {
    Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
    String route = endpoint == null ? "none" : endpoint.path;
    timers
        .computeIfAbsent(new Key(route, ctx.statusCode()), this::timer)
        .record((long) (millis * 1e6), TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder("tidemark.ingest.http")
        .description("From a request's arrival to its answer")
        .tag("route", key.route())
        .tag("status", Integer.toString(key.status()))
        .serviceLevelObjectives(Buckets.latencies())
        .register(registry);
  }
}
