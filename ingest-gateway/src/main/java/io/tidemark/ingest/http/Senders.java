package io.tidemark.ingest.http;

import io.javalin.http.Context;
import io.tidemark.ingest.enrich.Sender;
import io.tidemark.ingest.visitor.ClientAddress;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Who sent a request, from its connection and its headers. */
final class Senders {
  private static final String BROWSER = "Mozilla/";

  private final ClientAddress addresses;

  Senders(ClientAddress addresses) {
    this.addresses = addresses;
  }

  Sender of(Context ctx, Door door) {
    String userAgent = ctx.header("User-Agent");
    return new Sender(
        addresses.of(
            ctx.req().getRemoteAddr(), Collections.list(ctx.req().getHeaders("X-Forwarded-For"))),
        userAgent,
        ctx.header("Accept-Language"),
        purpose(ctx),
        door.forBrowsers() && userAgent != null && userAgent.startsWith(BROWSER));
  }

  private static @Nullable String purpose(Context ctx) {
    String purpose = ctx.header("Sec-Purpose");
    return purpose != null ? purpose : ctx.header("Purpose");
  }
}
