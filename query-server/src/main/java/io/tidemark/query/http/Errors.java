package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.tidemark.query.parse.BadQueryException;
import io.tidemark.query.route.UnavailableException;
import io.tidemark.topology.view.ViewUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error in the contract's one shape: {@code {"error":{"code","message","field"}}}. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private static final String FAILED = "this could not be answered; the log says why";

  /** When to come again after a 503. */
  static final String RETRY_AFTER_SECONDS = "1";

  private final QueryMetrics metrics;

  Errors(QueryMetrics metrics) {
    this.metrics = metrics;
  }

  void register(RoutesConfig routes) {
    routes.exception(
        BadQueryException.class, (e, ctx) -> write(ctx, 400, e.code(), e.field(), e.text()));
    routes.exception(
        HttpRefusal.class,
        (e, ctx) -> {
          if (e.status() == 503) {
            ctx.header("Retry-After", RETRY_AFTER_SECONDS);
          }
          write(ctx, e.status(), e.code(), e.field(), String.valueOf(e.getMessage()));
        });
    routes.exception(
        UnavailableException.class,
        (e, ctx) -> {
          LOG.warn("answered 503: {}", String.valueOf(e.getCause()));
          unavailable(ctx, "unavailable", String.valueOf(e.getMessage()));
        });
    routes.exception(
        ViewUnavailableException.class,
        (e, ctx) -> unavailable(ctx, "unavailable", "this partition cannot be read here now"));
    routes.exception(HttpResponseException.class, this::refusedByServer);
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} failed", HttpEdge.route(ctx), e);
          write(ctx, 500, "internal_error", null, FAILED);
        });
  }

  /** An answer that asks to come again in a moment. */
  void unavailable(Context ctx, String code, String message) {
    ctx.header("Retry-After", RETRY_AFTER_SECONDS);
    write(ctx, 503, code, null, message);
  }

  private void refusedByServer(HttpResponseException e, Context ctx) {
    int status = e.getStatus();
    switch (status) {
      case 404 -> write(ctx, 404, "not_found", null, "there is no such route");
      case 405 -> {
        ctx.header("Allow", e.getDetails().values().stream().findFirst().orElse("GET, HEAD"));
        write(ctx, 405, "method_not_allowed", null, "this route does not take " + ctx.method());
      }
      case 413 -> write(ctx, 413, "body_too_large", null, "the body is too large");
      default -> write(ctx, status, "http_" + status, null, String.valueOf(e.getMessage()));
    }
  }

  private void write(Context ctx, int status, String code, @Nullable String field, String message) {
    metrics.error(code.toLowerCase(Locale.ROOT));
    ctx.status(status)
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(body(code, field, message));
  }

  /** The body of an error that is known by its HTTP status alone. */
  static byte[] ofStatus(int status) {
    return switch (status) {
      case 414 -> body("uri_too_long", null, "the address is too long");
      case 431 -> body("headers_too_large", null, "the request's headers are too large");
      case 503 -> body("unavailable", null, "this server is stopping; try again");
      default ->
          status < 500
              ? body("bad_request", null, "the request is not valid HTTP")
              : body("internal_error", null, FAILED);
    };
  }

  /** The body of an error. */
  static byte[] body(String code, @Nullable String field, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error").put("code", code).put("message", message);
    if (field != null) {
      error.put("field", field);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
