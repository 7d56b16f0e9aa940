package io.tidemark.query.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP edge needs to know.
 *
 * @param bind address to listen on
 * @param port TCP port; 0: any free one
 * @param corsOrigins origins whose pages may read answers; empty: none
 * @param clusterSecret what peers authenticate with; null: only peers on this machine
 * @param drainTimeout longest wait at close for requests in flight
 * @param gateway where browsers reach the gateway, an absolute address or {@code :port} for the
 *     dashboard's own host; empty: the dashboard guesses
 */
public record HttpSettings(
    String bind,
    int port,
    List<String> corsOrigins,
    @Nullable String clusterSecret,
    Duration drainTimeout,
    String gateway) {
  public HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
