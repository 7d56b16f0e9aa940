package io.tidemark.ingest.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.Backlog;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.publish.Publisher;
import java.nio.charset.StandardCharsets;

/** What tells operators and load balancers how the gateway is. */
final class ProbeRoutes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Publisher publisher;
  private final Enrichment enrichment;
  private final Backlog backlog;
  private final PrometheusMeterRegistry registry;

  ProbeRoutes(
      Publisher publisher,
      Enrichment enrichment,
      Backlog backlog,
      PrometheusMeterRegistry registry) {
    this.publisher = publisher;
    this.enrichment = enrichment;
    this.backlog = backlog;
    this.registry = registry;
  }

  void register(RoutesConfig routes) {
    get(routes, "/health", this::health);
    get(routes, "/livez", ctx -> Replies.json(ctx, 200, Answers.status("live")));
    get(routes, "/readyz", this::ready);
    get(routes, "/metrics", this::metrics);
  }

  /** HEAD too: Javalin would answer it 200 without asking. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private void health(Context ctx) {
    boolean connected = backlog.connected() && publisher.notReady() == null;
    Replies.json(ctx, connected ? 200 : 503, Answers.health(connected, backlog.length()));
  }

  private void ready(Context ctx) {
    String why = publisher.notReady();
    why = why == null ? enrichment.notReady() : why;
    if (why == null) {
      Replies.json(ctx, 200, Answers.status("ready"));
    } else {
      Replies.json(ctx, 503, Answers.error("unavailable", why, null));
    }
  }

  private void metrics(Context ctx) {
    ctx.contentType(PROMETHEUS).result(registry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
