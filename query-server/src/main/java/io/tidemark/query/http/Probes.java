package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.topology.view.Statistics;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** {@code /livez}, {@code /readyz}, {@code /health} and {@code /metrics}. */
final class Probes {
  private final Statistics statistics;
  private final PrometheusMeterRegistry registry;
  private final Errors errors;

  Probes(Statistics statistics, PrometheusMeterRegistry registry, Errors errors) {
    this.statistics = statistics;
    this.registry = registry;
    this.errors = errors;
  }

  /** The process answers. */
  void live(Context ctx) {
    json(ctx, JsonNodeFactory.instance.objectNode().put("status", "live"));
  }

  /** Every partition owned here answers a read; else 503. */
  void ready(Context ctx) {
    if (statistics.ready()) {
      json(ctx, JsonNodeFactory.instance.objectNode().put("status", "ready"));
    } else {
      errors.unavailable(ctx, "not_ready", "the state is being restored or moved");
    }
  }

  /** Whether Kafka answers, and how many events wait; 503 if it does not. */
  void health(Context ctx) {
    boolean connected = statistics.connected();
    OptionalLong backlog = statistics.backlog();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", connected ? "healthy" : "unhealthy")
            .put("service", "reporting");
    ObjectNode queue = body.putObject("queue").put("connected", connected);
    if (backlog.isPresent()) {
      queue.put("length", backlog.getAsLong());
    } else {
      queue.putNull("length");
    }
    ctx.status(connected ? 200 : 503);
    json(ctx, body);
  }

  void metrics(Context ctx) {
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  private static void json(Context ctx, ObjectNode body) {
    ctx.contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
