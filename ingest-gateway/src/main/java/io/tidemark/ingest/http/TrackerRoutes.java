package io.tidemark.ingest.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.ingest.tracker.TrackerScript;
import org.jspecify.annotations.Nullable;

/**
 * The tracker's script, for pages of any origin.
 *
 * <p>Its address stays the same when it changes, so a browser asks again after a day; for a week
 * more it may use what it has while it asks.
 */
final class TrackerRoutes {
  private static final String CACHE = "public, max-age=86400, stale-while-revalidate=604800";

  private final TrackerScript script;
  private final String path;

  TrackerRoutes(TrackerAddresses addresses) {
    this.script = TrackerScript.at(addresses);
    this.path = addresses.script();
  }

  void register(RoutesConfig routes) {
    routes.get(path, this::serve);
    routes.head(path, this::serve);
  }

  private void serve(Context ctx) {
    boolean gzip = takesGzip(ctx.header("Accept-Encoding"));
    TrackerScript.Form form = gzip ? script.gzip() : script.plain();
    ctx.header("Cache-Control", CACHE)
        .header("ETag", form.etag())
        .header("Vary", "Accept-Encoding")
        .header("Access-Control-Allow-Origin", "*")
        .header("Cross-Origin-Resource-Policy", "cross-origin")
        .header("X-Content-Type-Options", "nosniff");
    if (names(ctx.header("If-None-Match"), form.etag())) {
      ctx.status(304);
      return;
    }
    if (gzip) {
      ctx.header("Content-Encoding", "gzip");
    }
    ctx.contentType("text/javascript; charset=utf-8").result(form.bytes());
  }

  /** Whether {@code Accept-Encoding} takes gzip (RFC 9110, 12.5.3). */
  static boolean takesGzip(@Nullable String accepted) {
    if (accepted == null) {
      return false;
    }
    boolean any = false;
    for (String coding : accepted.split(",", -1)) {
      String[] parts = coding.split(";", 2);
      boolean refused = parts.length > 1 && parts[1].strip().matches("(?i)q\\s*=\\s*0(\\.0{0,3})?");
      String name = parts[0].strip();
      if (name.equalsIgnoreCase("gzip")) {
        return !refused;
      }
      any |= name.equals("*") && !refused;
    }
    return any;
  }

  /** Whether {@code If-None-Match} names a tag; proxies that compress make weak ones of ours. */
  private static boolean names(@Nullable String tags, String etag) {
    if (tags == null) {
      return false;
    }
    for (String tag : tags.split(",", -1)) {
      String strong = tag.strip().replaceFirst("^W/", "");
      if (strong.equals(etag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }
}
