package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The answers of every route, to the letter, on 2025-11-12 at 10:20:30 UTC. Written anew only by
 * {@code -Dtest.args=-Dtidemark.golden.update=true}.
 */
class StatsGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/io/tidemark/query/golden");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
    server.statistics.events = events();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "stats-all-time,            /stats?site_id=shop",
    "stats-limit,               /stats?site_id=shop&limit=1",
    "stats-date,                /stats?site_id=shop&date=2025-11-11",
    "stats-start-end,           /stats?site_id=shop&start=2025-11-10T09:30:00Z"
        + "&end=2025-11-12T10:05:00%2B01:00",
    "stats-start,               /stats?site_id=shop&start=2025-11-12T09:59:59Z",
    "stats-end,                 /stats?site_id=shop&end=2025-11-11T00:00:00Z",
    "stats-unknown-site,        /stats?site_id=nobody",
    "stats-approximate,         /stats?site_id=busy",
    "overview,                  /stats/overview?site_id=shop",
    "range,                     /stats/range?site_id=shop&start_date=2025-11-10&end_date=2025-11-12",
    "range-hour,                /stats/range?site_id=shop&start_date=2025-11-12&end_date=2025-11-12"
        + "&interval=hour",
    "range-week,                /stats/range?site_id=shop&start_date=2025-11-07&end_date=2025-11-12"
        + "&interval=week",
    "range-month,               /stats/range?site_id=shop&start_date=2025-10-31&end_date=2025-11-02"
        + "&interval=month",
    "trending,                  /stats/trending?site_id=shop&days=2",
    "realtime,                  /stats/realtime?site_id=shop&minutes=6",
    "sites,                     /sites",
    "health,                    /health",
    "livez,                     /livez",
    "readyz,                    /readyz"
  })
  void route_knownEvents_answersAsRecorded(String name, String request) throws IOException {
    JsonNode answer = server.json(request);

    String text = TestServer.pretty(answer);
    Path file = GOLDEN.resolve(name + ".json");
    if (Boolean.getBoolean("tidemark.golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static List<Seen> events() {
    List<Seen> events = new ArrayList<>();
    events.add(Seen.view("shop", "/", "u1", "2025-10-31T23:59:59Z"));
    events.add(Seen.view("shop", "/", "u1", "2025-11-09T12:00:00Z"));
    events.add(Seen.view("shop", "/old", "u1", "2025-11-10T08:59:59Z"));
    events.add(Seen.view("shop", "/pricing", "u2", "2025-11-10T09:00:00Z"));
    events.add(Seen.view("shop", "/", "u2", "2025-11-11T00:00:00Z"));
    events.add(Seen.view("shop", "/", "u3", "2025-11-11T23:59:59.999Z"));
    events.add(Seen.event("shop", "u4", "2025-11-11T12:00:00Z"));
    events.add(Seen.view("shop", "/é", "u1", "2025-11-12T08:00:00Z"));
    events.add(Seen.view("shop", "/pricing", "u5", "2025-11-12T09:03:00Z"));
    events.add(Seen.view("shop", "/", "u1", "2025-11-12T10:15:59Z"));
    events.add(Seen.view("shop", "/pricing", "u2", "2025-11-12T10:16:00Z"));
    events.add(Seen.view("shop", "/", "u1", "2025-11-12T10:20:29.500Z"));
    for (int i = 0; i < 1000; i++) {
      events.add(Seen.view("busy", "/p" + i % 3, "visitor-" + i, "2025-11-12T00:00:00Z"));
    }
    events.add(Seen.view("quiet", "/", "u1", "2025-11-11T23:00:00Z"));
    return events;
  }
}
