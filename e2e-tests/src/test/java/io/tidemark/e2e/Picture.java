package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that a query server tells of some sites, without the age of what it tells. */
final class Picture {
  private static final int DAYS = 30;
  private static final String USERS = "unique_users";
  private static final String BOUNDS = "unique_users_bounds";
  private static final List<String> DIMENSIONS =
      List.of("path", "browser", "referrer", "country", "event_type");

  /** The answers, by what was asked. */
  static Map<String, JsonNode> of(TidemarkProcess process, List<String> sites)
      throws IOException, InterruptedException {
    return answers(process, routes(sites));
  }

  private static Map<String, JsonNode> answers(
      TidemarkProcess process, Collection<String> questions)
      throws IOException, InterruptedException {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (String route : questions) {
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

  /** Waits until a server tells exactly this, asked the same, whatever day it is meanwhile. */
  static void await(TidemarkProcess process, Map<String, JsonNode> expected)
      throws InterruptedException {
    List<String> seen = new ArrayList<>();
    Await.until(
        Duration.ofSeconds(90),
        () -> {
          Map<String, JsonNode> now = answers(process, expected.keySet());
          seen.clear();
          expected.forEach(
              (route, answer) -> {
                if (!isSame(answer, now.get(route))) {
                  seen.add(route + "\n  is   " + now.get(route) + "\n  was  " + answer);
                }
              });
          return seen.isEmpty();
        },
        () -> String.join("\n", seen) + process.logTail());
  }

  /**
   * Whether two answers are equal, but for users that one of them estimates: how many values are
   * remembered one by one depends on when rows were written. The other must lie within twice the
   * stated bounds.
   */
  private static boolean isSame(JsonNode one, @Nullable JsonNode other) {
    if (other == null || one.getNodeType() != other.getNodeType()) {
      return false;
    }
    if (one.isArray()) {
      return one.size() == other.size()
          && IntStream.range(0, one.size()).allMatch(i -> isSame(one.get(i), other.get(i)));
    }
    if (!one.isObject()) {
      return one.equals(other);
    }
    return names(one).equals(names(other))
        && names(one).stream().allMatch(name -> isSame(one.get(name), other.get(name)))
        && areUsersSame(one, other);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.remove(USERS);
    names.remove(BOUNDS);
    return names;
  }

  private static boolean areUsersSame(JsonNode one, JsonNode other) {
    double difference = Math.abs(one.path(USERS).asDouble() - other.path(USERS).asDouble());
    return difference <= Math.max(width(one), width(other));
  }

  private static double width(JsonNode answer) {
    JsonNode bounds = answer.path(BOUNDS);
    return bounds.path("upper").asDouble() - bounds.path("lower").asDouble();
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
