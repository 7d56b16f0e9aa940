package io.tidemark.query.http;

import io.tidemark.http.Turns;
import io.tidemark.http.WholeAnswer;
import io.tidemark.http.WholeRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What every request goes through first, so that there is a thread for whoever needs one.
 *
 * <ol>
 *   <li>A peer's question is read, and no thread waits for it.
 *   <li>The request gets one of {@link HttpLimits#REQUESTS} turns, or is refused at once. Probes
 *       have turns of their own, so that they are answered however busy the rest is.
 *   <li>Its answer is written, and no thread waits for whoever reads it ({@link WholeAnswer}), but
 *       for what is followed, which has threads of its own.
 * </ol>
 */
final class FrontDoor extends Handler.Wrapper {
  private final Turns turns = new Turns(HttpLimits.REQUESTS, HttpLimits.PROBES);
  private final Semaphore bodies = new Semaphore(HttpLimits.BODIES);
  private final QueryMetrics metrics;

  FrontDoor(QueryMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (HttpMethod.POST.is(request.getMethod()) && request.getLength() <= HttpLimits.BODY_BYTES) {
      readFirst(request, response, callback);
      return true;
    }
    return letIn(request, response, callback);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // come() answers, whatever happens
  private void readFirst(Request request, Response response, Callback callback) {
    if (!bodies.tryAcquire()) {
      refuse(response, callback);
      return;
    }
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    var unused =
        read.orTimeout(HttpLimits.BODY.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (body, failure) -> {
                  bodies.release();
                  come(new WholeRequest(request, body), failure, response, callback);
                });
    Content.Source.asByteArrayAsync(
        request, (int) HttpLimits.BODY_BYTES, Promise.Invocable.toPromise(read));
  }

  private void come(
      Request request, @Nullable Throwable failure, Response response, Callback callback) {
    try {
      if (failure != null) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      } else if (!letIn(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) { // nobody above would answer
      Response.writeError(request, response, callback, e);
    }
  }

  private boolean letIn(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    Semaphore places = turns.of(path);
    if (!places.tryAcquire()) {
      refuse(response, callback);
      return true;
    }
    try {
      if (path.equals(LiveDoor.PATH)) {
        return super.handle(request, response, callback);
      }
      WholeAnswer answer = new WholeAnswer(request, response, callback);
      return super.handle(request, answer, answer);
    } finally {
      places.release();
    }
  }

  private void refuse(Response response, Callback callback) {
    metrics.error("unavailable");
    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
    response.getHeaders().put(HttpHeader.RETRY_AFTER, Errors.RETRY_AFTER_SECONDS);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] body =
        Errors.body(
            "unavailable", null, "too many questions are being answered; try again in a moment");
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
