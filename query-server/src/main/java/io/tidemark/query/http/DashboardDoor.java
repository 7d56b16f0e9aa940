package io.tidemark.query.http;

import io.javalin.http.Context;
import io.tidemark.query.dashboard.Asset;
import io.tidemark.query.dashboard.Dashboard;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where browsers get the dashboard: its page at {@code /}, its files by version and name. */
final class DashboardDoor {
  static final String FILES = "/" + Dashboard.FOLDER + "/{version}/{file}";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  private final Dashboard dashboard;

  DashboardDoor(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  void page(Context ctx) {
    send(ctx, dashboard.page(), ASK_AGAIN);
  }

  /**
   * A file of another version is answered with this one's: during an upgrade another server may
   * have sent the page.
   */
  void file(Context ctx) {
    Asset file =
        dashboard
            .file(ctx.pathParam("file"))
            .orElseThrow(() -> new HttpRefusal(404, "not_found", null, "there is no such file"));
    boolean isCurrent = ctx.pathParam("version").equals(dashboard.version());
    send(ctx, file, isCurrent ? FOR_EVER : ASK_AGAIN);
  }

  private static void send(Context ctx, Asset asset, String caching) {
    ctx.header("Cache-Control", caching)
        .header("ETag", asset.etag())
        .header("Content-Security-Policy", Dashboard.POLICY)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff");
    ctx.res().addHeader("Vary", "Accept-Encoding"); // beside Origin
    if (matches(ctx.header("If-None-Match"), asset.etag())) {
      ctx.status(304);
      return;
    }
    ctx.contentType(asset.mediaType()).disableCompression();
    if (takesGzip(ctx.header("Accept-Encoding"))) {
      ctx.header("Content-Encoding", "gzip").result(asset.gzip());
    } else {
      ctx.result(asset.plain());
    }
  }

  private static boolean matches(@Nullable String given, String etag) {
    return given != null
        && Arrays.stream(given.split(","))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.split(","))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(
                coding -> coding.equals("gzip") || coding.matches("gzip;q=(1|0\\.0*[1-9]).*"));
  }
}
