package io.tidemark.query.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that Jetty finds before a route does: not HTTP, headers too large, stopping. */
final class JettyErrors extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    SecurityHeaders.addTo(response.getHeaders()); // what was there is gone
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (status == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Errors.RETRY_AFTER_SECONDS);
    }
    response.write(true, ByteBuffer.wrap(body(status)), callback);
  }

  private static byte[] body(int status) {
    return switch (status) {
      case 414 -> Errors.body("uri_too_long", null, "the address is too long");
      case 431 -> Errors.body("headers_too_large", null, "the request's headers are too large");
      case 503 -> Errors.body("unavailable", null, "this server is stopping; try again");
      default ->
          status < 500
              ? Errors.body("bad_request", null, "the request is not valid HTTP")
              : Errors.body("internal_error", null, "this could not be answered; the log says why");
    };
  }
}
