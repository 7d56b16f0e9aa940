package io.tidemark.e2e.fault.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What {@code /stats} said.
 *
 * @param asOfMs epoch milliseconds
 * @param users the estimate, within the bounds, which equal it where it is exact
 * @param pathViews by index in {@link EventSource#PATHS}
 * @param otherViews views of paths that nobody sent
 */
public record Statistics(
    long asOfMs,
    long views,
    long events,
    long users,
    long leastUsers,
    long mostUsers,
    List<Long> pathViews,
    long otherViews) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Statistics {
    pathViews = List.copyOf(pathViews);
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if it is none
   */
  static Statistics read(String text) throws IOException {
    JsonNode json = JSON.readTree(text);
    if (!json.path("total_views").isNumber() || !json.path("as_of").isTextual()) {
      throw new IOException("no statistics: " + text);
    }
    long users = json.path("unique_users").asLong();
    JsonNode bounds = json.path("unique_users_bounds");
    List<Long> pathViews = new ArrayList<>(Collections.nCopies(EventSource.PATHS.size(), 0L));
    long others = json.path("other_views").asLong(0);
    for (JsonNode row : json.path("top_paths")) {
      int path = EventSource.PATHS.indexOf(row.path("path").asText());
      if (path >= 0) {
        pathViews.set(path, row.path("views").asLong());
      } else {
        others += row.path("views").asLong();
      }
    }
    return new Statistics(
        Instant.parse(json.path("as_of").asText()).toEpochMilli(),
        json.path("total_views").asLong(),
        json.path("total_events").asLong(),
        users,
        bounds.path("lower").asLong(users),
        bounds.path("upper").asLong(users),
        pathViews,
        others);
  }
}
