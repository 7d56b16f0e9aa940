package io.tidemark.ingest.http;

import io.javalin.http.Context;
import io.tidemark.ingest.dialect.Answer;

/** Puts answers on their way. */
final class Replies {
  static final String JSON = Answer.JSON;

  /** Answers with JSON; a 503 says when to come back. */
  static void json(Context ctx, int status, byte[] body) {
    if (status == 503) {
      ctx.header("Retry-After", "1");
    }
    ctx.status(status).contentType(JSON).result(body);
  }

  /** Sends an answer; a 503 says when to come back. */
  static void answer(Context ctx, Answer answer) {
    answer.headers().forEach(ctx::header);
    if (answer.status() == 503) {
      ctx.header("Retry-After", "1");
    }
    ctx.status(answer.status()).contentType(answer.mediaType()).result(answer.body());
  }

  private Replies() {}
}
