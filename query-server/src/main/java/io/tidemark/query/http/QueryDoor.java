package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Handler;
import io.tidemark.query.answer.CamelCase;
import io.tidemark.query.parse.Naming;
import io.tidemark.query.parse.Query;
import io.tidemark.query.parse.QueryParser;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where queries are asked and answered once: parses, asks, names the fields, writes. */
final class QueryDoor {
  private final QueryParser parser;
  private final Function<Query, ObjectNode> service;

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
    return ctx -> {
      String raw = ctx.queryString();
      ObjectNode answer = service.apply(parse.apply(raw));
      ctx.contentType("application/json")
          .header("Cache-Control", "no-store")
          .result(bytes(answer, parser.naming(raw)));
    };
  }

  /** An answer as it is written. */
  static byte[] bytes(ObjectNode answer, Naming naming) {
    ObjectNode named = naming == Naming.CAMEL ? CamelCase.of(answer) : answer;
    return named.toString().getBytes(StandardCharsets.UTF_8);
  }
}
