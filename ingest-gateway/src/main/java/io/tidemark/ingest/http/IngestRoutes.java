package io.tidemark.ingest.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidemark.ingest.accept.BatchAnswer;
import io.tidemark.ingest.accept.EventAnswer;
import io.tidemark.ingest.accept.IngestMetrics;
import io.tidemark.ingest.accept.Intake;
import io.tidemark.schemas.event.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The doors for events: one at a time, or in batches; open to the pages of any origin. */
final class IngestRoutes {
  private static final List<String> BATCH_PATHS = List.of("/events", "/events/batch");

  private final Intake intake;
  private final IngestMetrics metrics;
  private final Bodies bodies;
  private final int maxBodyBytes;
  private final int maxBatchBodyBytes;

  IngestRoutes(
      Intake intake,
      IngestMetrics metrics,
      Bodies bodies,
      int maxBodyBytes,
      int maxBatchBodyBytes) {
    this.intake = intake;
    this.metrics = metrics;
    this.bodies = bodies;
    this.maxBodyBytes = maxBodyBytes;
    this.maxBatchBodyBytes = maxBatchBodyBytes;
  }

  void register(RoutesConfig routes) {
    register(routes, "/event", ctx -> take(ctx, maxBodyBytes, intake::event, this::answer));
    for (String path : BATCH_PATHS) {
      register(routes, path, ctx -> take(ctx, maxBatchBodyBytes, intake::batch, this::answer));
    }
  }

  private interface Door {
    void take(Context ctx) throws IOException;
  }

  private static void register(RoutesConfig routes, String path, Door door) {
    routes.before(path, ctx -> ctx.header("Access-Control-Allow-Origin", "*"));
    routes.options(path, IngestRoutes::preflight);
    routes.post(path, door::take);
  }

  private static void preflight(Context ctx) {
    ctx.header("Access-Control-Allow-Methods", "POST, OPTIONS")
        .header("Access-Control-Allow-Headers", "content-type, authorization, x-umami-cache")
        .header("Access-Control-Max-Age", "86400")
        .status(204);
  }

  private <T> void take(
      Context ctx,
      int limitBytes,
      Function<byte[], CompletionStage<T>> step,
      BiConsumer<Context, T> answer)
      throws IOException {
    Bodies.Body body = read(ctx, limitBytes);
    if (body instanceof Bodies.Body.Refused refused) {
      metrics.refusedUnread(refused.refusal().code());
      if (refused.close()) {
        ctx.header("Connection", "close");
      }
      refuse(ctx, refused.refusal());
      return;
    }
    Bodies.Body.Read read = (Bodies.Body.Read) body;
    CompletableFuture<T> result;
    try {
      result = step.apply(read.bytes()).toCompletableFuture();
    } finally {
      bodies.release(read);
    }
    if (result.isDone()) {
      answer.accept(ctx, result.join());
    } else {
      ctx.future(() -> result.thenAccept(value -> answer.accept(ctx, value)));
    }
  }

  private Bodies.Body read(Context ctx, int limitBytes) throws IOException {
    long length = ctx.req().getContentLengthLong();
    Refusal refusal =
        MediaTypes.refusal(ctx.header("Content-Type"), ctx.header("Content-Encoding"));
    return refusal == null
        ? bodies.read(ctx.req().getInputStream(), length, limitBytes)
        : bodies.refuse(ctx.req().getInputStream(), length, refusal);
  }

  private void answer(Context ctx, EventAnswer answer) {
    if (answer instanceof EventAnswer.Queued queued) {
      Replies.json(ctx, 202, Answers.queued(queued.eventId()));
    } else {
      refuse(ctx, ((EventAnswer.Refused) answer).refusal());
    }
  }

  private void answer(Context ctx, BatchAnswer answer) {
    if (answer instanceof BatchAnswer.Queued queued) {
      Replies.json(ctx, 202, Answers.queuedBatch(queued));
    } else {
      BatchAnswer.Refused refused = (BatchAnswer.Refused) answer;
      int status = Answers.status(refused.refusal().code());
      // None valid is 400 whatever each was refused for.
      Replies.json(
          ctx,
          status == 403 ? 400 : status,
          Answers.refusedBatch(refused.refusal(), refused.rejected()));
    }
  }

  private static void refuse(Context ctx, Refusal refusal) {
    Replies.json(ctx, Answers.status(refusal.code()), Answers.refusal(refusal));
  }
}
