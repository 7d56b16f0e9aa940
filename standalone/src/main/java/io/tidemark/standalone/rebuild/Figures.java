package io.tidemark.standalone.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a query server answers about its sites. Not thread-safe. */
final class Figures {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int LONGEST_RANGE_DAYS = 366;
  private static final int PATHS = 1_000;
  private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI base;

  Figures(URI base) {
    this.base = base;
  }

  /** The days' sums and all time of a site. */
  record OfSite(Map<LocalDate, Sum> days, Sum allTime, Map<String, Long> paths) {
    static final OfSite NONE = new OfSite(Map.of(), Sum.NONE, Map.of());
  }

  /**
   * Of a day or of all time.
   *
   * @param events of all time only, else 0
   */
  record Sum(long views, long events, long users) {
    static final Sum NONE = new Sum(0, 0, 0);

    /** Whether this may have grown into the other. */
    boolean isAtMost(Sum other) {
      return views <= other.views && events <= other.events && users <= other.users;
    }
  }

  /** All sites, and the newest event time counted of each. */
  Map<String, Instant> sites() throws IOException, InterruptedException {
    Map<String, Instant> sites = new TreeMap<>();
    for (JsonNode site : get("/sites").path("sites")) {
      sites.put(site.path("site_id").asText(), Instant.parse(site.path("newest_event").asText()));
    }
    return sites;
  }

  /** Every event acknowledged before this instant is in the answers. */
  Instant asOf() throws IOException, InterruptedException {
    return Instant.parse(get("/sites").path("as_of").asText());
  }

  /** One site's, at about one moment. */
  OfSite of(String siteId, Instant newestEvent) throws IOException, InterruptedException {
    String site = "site_id=" + URLEncoder.encode(siteId, StandardCharsets.UTF_8);
    JsonNode whole = get("/stats?" + site + "&limit=" + PATHS);
    Sum allTime =
        new Sum(
            whole.path("total_views").asLong(),
            whole.path("total_events").asLong(),
            whole.path("unique_users").asLong());
    Map<String, Long> paths = new HashMap<>();
    for (JsonNode path : whole.path("top_paths")) {
      paths.put(path.path("path").asText(), path.path("views").asLong());
    }
    return new OfSite(days(site, newestEvent, allTime.views()), allTime, paths);
  }

  /** The days that have views, from the newest on back until they hold all views. */
  private Map<LocalDate, Sum> days(String site, Instant newestEvent, long allViews)
      throws IOException, InterruptedException {
    Map<LocalDate, Sum> days = new TreeMap<>();
    LocalDate last = LocalDate.ofInstant(newestEvent, ZoneOffset.UTC);
    long views = 0;
    while (!last.isBefore(FIRST_DAY)) {
      LocalDate first = last.minusDays(LONGEST_RANGE_DAYS - 1L);
      first = first.isBefore(FIRST_DAY) ? FIRST_DAY : first;
      String range = "&start_date=" + first + "&end_date=" + last + "&limit=1";
      for (JsonNode day : get("/stats/range?" + site + range).path("daily")) {
        Sum sum = new Sum(day.path("total_views").asLong(), 0, day.path("unique_users").asLong());
        if (!sum.equals(Sum.NONE)) {
          days.put(LocalDate.parse(day.path("date").asText()), sum);
          views += sum.views();
        }
      }
      if (views >= allViews) {
        return days;
      }
      last = first.minusDays(1);
    }
    return days;
  }

  private JsonNode get(String route) throws IOException, InterruptedException {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + route);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).GET().build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(uri + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }
}
