package io.tidemark.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that Jetty finds before a route does: not HTTP, headers too large, stopping. */
public final class JettyErrors extends ErrorHandler {
  private final SecurityHeaders security;
  private final IntFunction<byte[]> bodyOfStatus;
  private final List<HttpField> more;

  /**
   * In a server's own words.
   *
   * @param bodyOfStatus an error's JSON by its HTTP status
   * @param more headers that each of them has, too
   */
  public JettyErrors(
      SecurityHeaders security, IntFunction<byte[]> bodyOfStatus, HttpField... more) {
    this.security = security;
    this.bodyOfStatus = bodyOfStatus;
    this.more = List.of(more);
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    security.addTo(response.getHeaders()); // what was there is gone with the answer it was for
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    more.forEach(response.getHeaders()::put);
    if (status == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    response.write(true, ByteBuffer.wrap(bodyOfStatus.apply(status)), callback);
  }
}
