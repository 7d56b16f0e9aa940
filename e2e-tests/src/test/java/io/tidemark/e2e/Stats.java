package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query server says of a site.
 *
 * @param topPaths as {@code path=views}
 */
record Stats(long views, long events, long users, List<String> topPaths) {
  private static final Duration SHOWN = Duration.ofSeconds(30);

  static Stats of(TidemarkProcess process, String site) throws IOException, InterruptedException {
    JsonNode answer = Http.get(process.query("/stats?limit=50&site_id=" + site)).json();
    List<String> paths = new ArrayList<>();
    answer
        .path("top_paths")
        .forEach(row -> paths.add(row.path("path").asText() + "=" + row.path("views").asLong()));
    return new Stats(
        answer.path("total_views").asLong(-1),
        answer.path("total_events").asLong(-1),
        answer.path("unique_users").asLong(-1),
        paths);
  }

  /** Waits until a site has at least so many events, and returns what is said then. */
  static Stats await(TidemarkProcess process, String site, long events)
      throws IOException, InterruptedException {
    Await.until(
        SHOWN,
        () -> of(process, site).events() >= events,
        () -> site + " has less than " + events + " events. " + process.logTail());
    return of(process, site);
  }
}
