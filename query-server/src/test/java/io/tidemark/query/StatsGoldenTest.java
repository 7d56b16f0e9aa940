package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.SiteQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    server = new TestServer(new Endpoint("self", 1), "shop", List.of(), null);
    server.statistics.qualities =
        Map.of(
            "shop",
            new SiteQuality(
                20,
                4,
                3,
                Map.of("known_crawler", 2L, "prefetch", 1L),
                Map.of("invalid_timestamp", 7L)));
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
    "range-path,                /stats/range?site_id=shop&start_date=2025-11-10&end_date=2025-11-12"
        + "&path=/pricing",
    "range-path-hour,           /stats/range?site_id=shop&start_date=2025-11-12&end_date=2025-11-12"
        + "&path=/pricing&interval=hour",
    "range-filter,              /stats/range?site_id=shop&start_date=2025-11-11&end_date=2025-11-12"
        + "&filter=browser:Firefox",
    "range-filter-event,        /stats/range?site_id=shop&start_date=2025-11-11&end_date=2025-11-12"
        + "&filter=event_type:page_view&interval=month",
    "range-path-week,           /stats/range?site_id=shop&start_date=2025-11-07&end_date=2025-11-12"
        + "&path=/pricing&interval=week",
    "breakdown,                 /stats/breakdown?site_id=shop&dimension=browser",
    "breakdown-date,            /stats/breakdown?site_id=shop&dimension=event_type&date=2025-11-11",
    "breakdown-range,           /stats/breakdown?site_id=shop&dimension=path&limit=2"
        + "&start_date=2025-11-10&end_date=2025-11-12",
    "breakdown-approximate,     /stats/breakdown?site_id=busy&dimension=path&date=2025-11-12",
    "breakdown-unknown-site,    /stats/breakdown?site_id=nobody&dimension=os",
    "stats-group-by,            /stats?site_id=shop&date=2025-11-12&groupBy=browser",
    "stats-group-by-hours,      /stats?site_id=shop&start=2025-11-12T10:00:00Z&groupBy=path",
    "quality,                   /stats/quality?site_id=shop",
    "quality-unknown-site,      /stats/quality?site_id=nobody",
    "report,                    /report?page=/pricing",
    "report-host,               /report?page=example.com/page1?x&now=2025-11-12T00:59:00%2B01:00",
    "report-desc-take,          /report?page=pricing&order=desc&take=1&now=1762942830000",
    "camel-stats,               /stats?siteId=shop&naming=camel&groupBy=browser&limit=2",
    "camel-overview,            /stats/overview?siteId=busy&naming=camel",
    "camel-range,               /stats/range?siteId=shop&startDate=2025-11-12&endDate=2025-11-12"
        + "&interval=week&naming=camel",
    "camel-trending,            /stats/trending?siteId=shop&days=2&naming=camel",
    "camel-realtime,            /stats/realtime?siteId=shop&minutes=1&naming=camel",
    "camel-breakdown,           /stats/breakdown?siteId=busy&dimension=path&naming=camel&limit=1",
    "camel-quality,             /stats/quality?siteId=shop&naming=camel",
    "camel-sites,               /sites?naming=camel",
    "trending,                  /stats/trending?site_id=shop&days=2",
    "realtime,                  /stats/realtime?site_id=shop&minutes=6",
    "sites,                     /sites",
    "sites-days,                /sites?days=3",
    "sites-one,                 /sites?site_id=quiet&days=1",
    "sites-unknown,             /sites?site_id=nobody",
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
    events.add(Seen.view("shop", "/", "u3", "2025-11-11T23:59:59.999Z").by("Firefox"));
    events.add(Seen.event("shop", "u4", "2025-11-11T12:00:00Z"));
    events.add(Seen.view("shop", "/é", "u1", "2025-11-12T08:00:00Z"));
    events.add(Seen.view("shop", "/pricing", "u5", "2025-11-12T09:03:00Z").by("Safari"));
    events.add(Seen.view("shop", "/", "u1", "2025-11-12T10:15:59Z").by("Firefox"));
    events.add(Seen.view("shop", "/pricing", "u2", "2025-11-12T10:16:00Z").by("Safari"));
    events.add(Seen.view("shop", "/", "u1", "2025-11-12T10:20:29.500Z"));
    events.add(Seen.view("example.com", "/page1", "u1", "2025-11-11T23:30:00Z"));
    for (int i = 0; i < 1000; i++) {
      events.add(Seen.view("busy", "/p" + i % 3, "visitor-" + i, "2025-11-12T00:00:00Z"));
    }
    events.add(Seen.view("quiet", "/", "u1", "2025-11-11T23:00:00Z"));
    return events;
  }
}
