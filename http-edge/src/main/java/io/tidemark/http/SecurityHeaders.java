package io.tidemark.http;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What every answer tells browsers: take it as what it says it is, show it in no frame, load
 * nothing for it, and do not tell others where you were. Pages with scripts of their own set a
 * wider policy.
 */
public final class SecurityHeaders implements HttpConfiguration.Customizer {
  /** Any page may use the answers: events and the tracker are for the pages of others. */
  public static final SecurityHeaders CROSS_ORIGIN = new SecurityHeaders("cross-origin");

  /** Only the server's own pages may use the answers. */
  public static final SecurityHeaders SAME_ORIGIN = new SecurityHeaders("same-origin");

  private final List<HttpField> fields;

  private SecurityHeaders(String mayUse) {
    fields =
        List.of(
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("X-Frame-Options", "DENY"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", mayUse),
            new PreEncodedHttpField(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    addTo(answer);
    return request;
  }

  void addTo(HttpFields.Mutable answer) {
    fields.forEach(answer::put);
  }
}
