package io.tidemark.ingest.http;

import io.javalin.http.Context;

/** Puts answers on their way. */
final class Replies {
  static final String JSON = "application/json";

  /** Answers with JSON; a 503 says when to come back. */
  static void json(Context ctx, int status, byte[] body) {
    if (status == 503) {
      ctx.header("Retry-After", "1");
    }
    ctx.status(status).contentType(JSON).result(body);
  }

  private Replies() {}
}
