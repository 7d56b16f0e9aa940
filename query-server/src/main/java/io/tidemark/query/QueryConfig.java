package io.tidemark.query;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query server's settings, already checked.
 *
 * @param bind address to listen on
 * @param port TCP port; 0: any free one
 * @param defaultSite the site of a page that names no host; null: there is none
 * @param corsOrigins origins whose pages may read answers; empty: none
 * @param peerTimeout longest wait for a peer's answer
 * @param clusterSecret what peers authenticate with; null: only peers on this machine
 * @param drainTimeout longest wait at close for requests in flight
 * @param gateway where browsers reach the gateway, an absolute address or {@code :port} for the
 *     dashboard's own host; empty: the dashboard guesses
 */
public record QueryConfig(
    String bind,
    int port,
    @Nullable String defaultSite,
    List<String> corsOrigins,
    Duration peerTimeout,
    @Nullable String clusterSecret,
    Duration drainTimeout,
    String gateway) {
  public QueryConfig {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
