package io.tidemark.ingest.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidemark.ingest.accept.Intake;
import io.tidemark.ingest.dialect.Answer;
import io.tidemark.ingest.dialect.Query;
import io.tidemark.ingest.dialect.Request;
import io.tidemark.schemas.event.Refusal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The doors for events, open to the pages of any origin. */
final class IngestRoutes {
  private static final byte[] NO_BODY = {};

  private final Intake intake;
  private final Bodies bodies;
  private final Senders senders;
  private final List<Door> doors;
  private final Set<String> paths;

  IngestRoutes(Intake intake, Bodies bodies, Senders senders, List<Door> doors) {
    this.intake = intake;
    this.bodies = bodies;
    this.senders = senders;
    this.doors = List.copyOf(doors);
    this.paths = doors.stream().map(Door::path).collect(Collectors.toUnmodifiableSet());
  }

  void register(RoutesConfig routes) {
    // One for all: Javalin would match the path of each against every request.
    routes.before(this::openToAll);
    for (Door door : doors) {
      routes.options(door.path(), ctx -> preflight(ctx, door));
      if (door.isGet()) {
        routes.get(door.path(), ctx -> take(ctx, door, NO_BODY));
      } else {
        routes.post(door.path(), ctx -> takeBody(ctx, door));
      }
    }
  }

  private void openToAll(Context ctx) {
    String path = ctx.path();
    String door = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (paths.contains(door)) {
      ctx.header("Access-Control-Allow-Origin", "*");
    }
  }

  private static void preflight(Context ctx, Door door) {
    ctx.header("Access-Control-Allow-Methods", door.isGet() ? "GET, OPTIONS" : "POST, OPTIONS")
        .header("Access-Control-Allow-Headers", "content-type, authorization, x-umami-cache")
        .header("Access-Control-Max-Age", "86400")
        .status(204);
  }

  private void takeBody(Context ctx, Door door) {
    Bodies.Body body = FrontDoor.body(ctx.req());
    if (body instanceof Bodies.Body.Refused refused) {
      if (refused.close()) {
        ctx.header("Connection", "close");
      }
      Query query = Query.of(ctx.queryString());
      Replies.answer(ctx, intake.refuse(door.dialect(), query, refused.refusal()));
      return;
    }
    Bodies.Body.Read read = (Bodies.Body.Read) body;
    try {
      take(ctx, door, read.bytes());
    } finally {
      bodies.release(read);
    }
  }

  private void take(Context ctx, Door door, byte[] body) {
    String mediaType = MediaTypes.of(ctx.header("Content-Type"));
    Query query = Query.of(ctx.queryString());
    String key = ctx.header(RequestKeys.HEADER);
    Refusal refusal = RequestKeys.refusal(key);
    if (refusal != null) {
      Replies.answer(ctx, intake.refuse(door.dialect(), query, refusal));
      return;
    }
    Request request = new Request(body, mediaType, query, RequestKeys.of(key));
    CompletableFuture<Answer> answer =
        intake.take(door.dialect(), request, senders.of(ctx, door)).toCompletableFuture();
    if (answer.isDone()) {
      Replies.answer(ctx, answer.join());
    } else {
      ctx.future(() -> answer.thenAccept(ready -> Replies.answer(ctx, ready)));
    }
  }
}
