package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a query server tells of some sites, without the age of what it tells. */
final class Picture {
  private static final int DAYS = 30;
  private static final List<String> DIMENSIONS =
      List.of("path", "browser", "referrer", "country", "event_type");

  /** The answers, by what was asked. */
  static Map<String, JsonNode> of(TidemarkProcess process, List<String> sites)
      throws IOException, InterruptedException {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (String route : routes(sites)) {
      Http.Answer answer = Http.get(process.query(route));
      if (answer.status() != 200) {
        throw new IOException(route + " answered " + answer);
      }
      JsonNode json = answer.json();
      ((ObjectNode) json).remove("as_of");
      answers.put(route, json);
    }
    return answers;
  }

  /** Waits until a server tells exactly this. */
  static void await(TidemarkProcess process, List<String> sites, Map<String, JsonNode> expected)
      throws InterruptedException {
    List<String> seen = new ArrayList<>();
    Await.until(
        Duration.ofSeconds(90),
        () -> {
          Map<String, JsonNode> now = of(process, sites);
          seen.clear();
          expected.forEach(
              (route, answer) -> {
                if (!answer.equals(now.get(route))) {
                  seen.add(route + "\n  is   " + now.get(route) + "\n  was  " + answer);
                }
              });
          return seen.isEmpty();
        },
        () -> String.join("\n", seen) + process.logTail());
  }

  private static List<String> routes(List<String> sites) {
    LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
    List<String> routes = new ArrayList<>();
    for (String site : sites) {
      String days = "&start_date=" + today.minusDays(DAYS) + "&end_date=" + today.plusDays(1);
      routes.add("/stats?limit=1000&site_id=" + site);
      routes.add("/stats/range?limit=1000&site_id=" + site + days);
      routes.add("/stats/range?interval=hour&limit=1000&site_id=" + site + days);
      routes.add("/stats/quality?site_id=" + site);
      for (String dimension : DIMENSIONS) {
        routes.add("/stats/breakdown?limit=1000&dimension=" + dimension + "&site_id=" + site);
        routes.add(
            "/stats/breakdown?limit=1000&dimension=" + dimension + "&site_id=" + site + days);
      }
    }
    return routes;
  }

  private Picture() {}
}
