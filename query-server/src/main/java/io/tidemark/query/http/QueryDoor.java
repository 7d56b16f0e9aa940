package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tidemark.query.answer.CamelCase;
import io.tidemark.query.parse.Naming;
import io.tidemark.query.parse.Query;
import io.tidemark.query.parse.QueryParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where queries are asked and answered once: parses, asks, names the fields, writes. */
final class QueryDoor {
  private final QueryParser parser;
  private final Function<Query, ObjectNode> service;
  private final Semaphore turns = new Semaphore(HttpLimits.LONG_QUESTIONS);

  /**
   * @param service queries to answers
   */
  QueryDoor(QueryParser parser, Function<Query, ObjectNode> service) {
    this.parser = parser;
    this.service = service;
  }

  /**
   * Answers a route.
   *
   * @param parse its query string to its query
   */
  Handler answering(Function<@Nullable String, Query> parse) {
    return ctx -> answer(ctx, parse.apply(ctx.queryString()));
  }

  /** The same for questions over many rows, of which only so many are answered at once. */
  Handler answeringLong(Function<@Nullable String, Query> parse) {
    return ctx -> {
      Query query = parse.apply(ctx.queryString());
      if (!turns.tryAcquire(HttpLimits.LONG_QUESTION_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new HttpRefusal(
            503,
            "unavailable",
            null,
            "too many long questions are being answered; try again in a moment");
      }
      try {
        answer(ctx, query);
      } finally {
        turns.release();
      }
    };
  }

  private void answer(Context ctx, Query query) {
    ObjectNode answer = service.apply(query);
    ctx.contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(bytes(answer, parser.naming(ctx.queryString())));
  }

  /** An answer as it is written. */
  static byte[] bytes(ObjectNode answer, Naming naming) {
    ObjectNode named = naming == Naming.CAMEL ? CamelCase.of(answer) : answer;
    return named.toString().getBytes(StandardCharsets.UTF_8);
  }
}
