package io.tidemark.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tidemark.query.answer.CamelCase;
import io.tidemark.query.parse.Naming;
import io.tidemark.query.parse.Query;
import io.tidemark.query.parse.QueryParser;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where queries are asked and answered once: parses, asks, names the fields, writes. */
final class QueryDoor {
  /** A span of hours that takes no more than other questions. */
  private static final Duration SHORT = Duration.ofDays(2);

  private static final ObjectWriter JSON = new ObjectMapper().writer();

  private final QueryParser parser;
  private final Function<Query, ObjectNode> service;
  private final LongQuestions turns = new LongQuestions();

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

  /** The same, in turn where the question is a long one. */
  Handler answeringInTurn(Function<@Nullable String, Query> parse) {
    return ctx -> {
      Query query = parse.apply(ctx.queryString());
      if (!isLong(query)) {
        answer(ctx, query);
        return;
      }
      turns.begin();
      try {
        answer(ctx, query);
      } finally {
        turns.end();
      }
    };
  }

  /** Whether a question is over many rows, of which only so many are answered at once. */
  private static boolean isLong(Query query) {
    if (query instanceof Query.Between between) {
      return between.start() == null
          || between.end() == null
          || between.end().minus(SHORT).isAfter(between.start());
    }
    return query instanceof Query.Range
        || query instanceof Query.OneValue
        || query instanceof Query.Breakdown
        || query instanceof Query.Trending
        || query instanceof Query.Sites;
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
    try {
      return JSON.writeValueAsBytes(named);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer of ours cannot be written", e);
    }
  }
}
