package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.tidemark.query.live.LiveFigures;
import io.tidemark.query.live.Watch;
import io.tidemark.query.parse.Naming;
import io.tidemark.query.parse.QueryParser;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Where figures are followed: server-sent events, one per change, and a comment when there was none
 * for a while, which shows whether the client is still there.
 *
 * <p>Every client has a thread of its own, so that one that does not read holds up no other; their
 * number is bounded.
 */
final class LiveDoor implements AutoCloseable {
  static final String PATH = "/stats/live";

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final QueryParser parser;
  private final LiveFigures figures;
  private final Errors errors;
  private final Semaphore places = new Semaphore(HttpLimits.LIVE_CLIENTS);
  private final ExecutorService writers =
      Executors.newCachedThreadPool(task -> new Thread(task, "tidemark-live-client"));
  private volatile boolean closed;

  LiveDoor(QueryParser parser, LiveFigures figures, Errors errors) {
    this.parser = parser;
    this.figures = figures;
    this.errors = errors;
  }

  void handle(Context ctx) {
    var query = parser.live(ctx.queryString());
    Naming naming = parser.naming(ctx.queryString());
    if (closed || !places.tryAcquire()) {
      errors.unavailable(
          ctx,
          "too_many_clients",
          "at most " + HttpLimits.LIVE_CLIENTS + " clients may follow at once");
      return;
    }
    Watch watch;
    try {
      watch = figures.watch(query);
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
    ctx.contentType("text/event-stream")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no"); // nginx would hold the events back
    ctx.async(
        task -> task.executor = writers,
        () -> {
          try (watch) {
            follow(watch, naming, ctx.res().getOutputStream());
          } finally {
            places.release();
          }
        });
  }

  /** Writes until all ends or the client is gone. */
  private static void follow(Watch watch, Naming naming, ServletOutputStream out) {
    try {
      while (!watch.hasEnded()) {
        ObjectNode changed = watch.next(HEARTBEAT);
        if (!watch.hasEnded()) {
          write(changed, naming, out);
        }
      }
    } catch (IOException e) {
      // the client is gone, which is how most of them leave
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(@Nullable ObjectNode changed, Naming naming, ServletOutputStream out)
      throws IOException {
    if (changed == null) {
      out.write(BEAT);
    } else {
      out.write(DATA);
      out.write(QueryDoor.bytes(changed, naming)); // one line: JSON escapes line breaks
      out.write(END);
    }
    out.flush();
  }

  /** How many follow now. */
  int clients() {
    return HttpLimits.LIVE_CLIENTS - places.availablePermits();
  }

  /** Ends all; whoever comes later is refused. */
  @Override
  public void close() {
    closed = true;
    figures.close();
  }

  /** Lets the threads go; after the server took its last request. */
  void release() {
    writers.shutdown();
  }
}
