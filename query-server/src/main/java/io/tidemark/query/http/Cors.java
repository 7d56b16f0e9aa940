package io.tidemark.query.http;

import io.javalin.http.Context;
import java.util.List;

/** Lets the pages of configured origins read answers; all others get no such header. */
final class Cors {
  private final List<String> origins;

  /**
   * @param origins as browsers send them, like {@code https://example.com}; {@code *}: any
   */
  Cors(List<String> origins) {
    this.origins = origins;
  }

  /** Adds the headers of an answer. */
  void headers(Context ctx) {
    if (origins.isEmpty()) {
      return;
    }
    ctx.header("Vary", "Origin");
    String origin = ctx.header("Origin");
    if (origin != null && (origins.contains(origin) || origins.contains("*"))) {
      ctx.header("Access-Control-Allow-Origin", origins.contains("*") ? "*" : origin);
    }
  }

  /** Answers {@code OPTIONS}. */
  void preflight(Context ctx) {
    ctx.status(204).header("Allow", "GET, HEAD, OPTIONS");
    if (ctx.res().getHeader("Access-Control-Allow-Origin") != null) {
      ctx.header("Access-Control-Allow-Methods", "GET, HEAD")
          .header("Access-Control-Allow-Headers", "content-type, authorization")
          .header("Access-Control-Max-Age", "86400");
    }
  }
}
