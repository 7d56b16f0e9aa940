package io.tidemark.ingest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error in the contract's one shape; no stack trace ever leaves the process. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final byte[] INTERNAL =
      Answers.error("internal", "the gateway failed to handle this request", null);

  static void register(JavalinConfig config) {
    config.routes.exception(HttpResponseException.class, Errors::known);
    config.routes.exception(Exception.class, Errors::unknown);
    config.router.javaLangErrorHandler(Errors::fatal);
  }

  private static void known(HttpResponseException error, Context ctx) {
    int status = error.getStatus();
    if (status == 405) {
      String allowed = String.join(", ", error.getDetails().values());
      ctx.header("Allow", allowed);
      Replies.json(
          ctx,
          status,
          Answers.error(
              "method_not_allowed", "this address takes other methods: " + allowed, null));
    } else {
      Replies.json(ctx, status, ofStatus(status));
    }
  }

  /** The body of an error that is known by its HTTP status alone. */
  static byte[] ofStatus(int status) {
    return switch (status) {
      case 404 -> Answers.error("not_found", "there is nothing at this address", null);
      case 413 -> Answers.error("body_too_large", "the body is too large", null);
      case 414 -> Answers.error("uri_too_long", "the address is too long", null);
      case 431 -> Answers.error("headers_too_large", "the request's headers are too large", null);
      case 503 -> Answers.error("unavailable", "the gateway is stopping; try again", null);
      default ->
          status < 500
              ? Answers.error("bad_request", "the request is not valid HTTP", null)
              : INTERNAL;
    };
  }

  private static void unknown(Exception error, Context ctx) {
    LOG.error("A request to {} failed", ctx.endpoint().path, error);
    Replies.json(ctx, 500, INTERNAL);
  }

  private static void fatal(HttpServletResponse response, Error error) {
    LOG.error("A request failed", error);
    response.setStatus(500);
    response.setContentType(Replies.JSON);
    try {
      response.getOutputStream().write(INTERNAL);
    } catch (IOException e) {
      LOG.debug("The sender is gone", e);
    }
  }

  private Errors() {}
}
