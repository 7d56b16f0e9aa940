package io.tidemark.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.topology.view.Endpoint;
import java.net.http.HttpResponse;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every route with parameters that are nearly right, or not at all: answered or refused. */
class HostileQueryPropertyTest {
  private static final List<String> VALUES =
      List.of(
          "",
          "shop",
          "0",
          "1",
          "-1",
          "1000",
          "366",
          "999999999",
          "99999999999999999999",
          "1762942830000",
          "9223372036854775807",
          "2025-11-12",
          "2024-02-29",
          "2025-02-30",
          "0000-01-01",
          "9999-12-31",
          "1970-01-01T00:00:00Z",
          "2025-11-12T00:00:00Z",
          "2025-11-12T10:00:00+05:45",
          "9999-12-31T23:59:59.999999999Z",
          "+999999999-12-31T23:59:59Z",
          "hour",
          "month",
          "asc",
          "desc",
          "camel",
          "path",
          "browser",
          "event_type",
          "user_id",
          "PATH",
          "/",
          "/pricing",
          "?",
          "#",
          "example.com",
          "example.com/page1",
          "localhost/x",
          "/a.b/c",
          ".",
          "..../",
          "\u0000",
          "\uFFFD\uD83D\uDC22",
          "null",
          "[]",
          "' OR 1=1 --",
          "a".repeat(256),
          "é".repeat(2049),
          "a".repeat(300) + ".b/");

  private static TestServer server;

  @BeforeContainer
  static void start() {
    server = new TestServer(new Endpoint("self", 1), "shop", List.of(), null);
    server.statistics.events =
        List.of(
            Seen.view("shop", "/", "u1", "2025-11-12T10:00:00Z").by("Firefox"),
            Seen.view("example.com", "/page1", "u2", "2025-11-11T23:00:00Z"));
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 1500)
  void anyRoute_anyParameters_isAnsweredOrRefused(
      @ForAll("routes") String route, @ForAll("parameters") List<String> parameters) {
    String request = route + "?" + String.join("&", parameters);
    HttpResponse<String> response = server.get(request);

    assertThat(response.statusCode())
        .as(request)
        .isIn(200, 400, request.length() > HttpLimits.HEADER_BYTES / 2 ? 414 : 400);
    if (response.statusCode() == 400) {
      assertThat(TestServer.parse(response.body()).path("error").path("code").asText())
          .matches("[a-z_]+");
    }
  }

  /** Without {@code /stats/live}, which would go on for ever; it parses as realtime does. */
  @Provide
  Arbitrary<String> routes() {
    return Arbitraries.of(
        "/stats",
        "/stats/overview",
        "/stats/range",
        "/stats/breakdown",
        "/stats/trending",
        "/stats/realtime",
        "/stats/quality",
        "/report",
        "/sites");
  }

  @Provide
  Arbitrary<List<String>> parameters() {
    Arbitrary<String> any =
        Combinators.combine(
                Arbitraries.of(
                    "site_id",
                    "siteId",
                    "dimension",
                    "group_by",
                    "groupBy",
                    "date",
                    "start",
                    "end",
                    "start_date",
                    "startDate",
                    "end_date",
                    "interval",
                    "path",
                    "page",
                    "now",
                    "order",
                    "take",
                    "limit",
                    "days",
                    "minutes",
                    "naming",
                    "other"),
                Arbitraries.of(VALUES).map(TestServer::encoded))
            .as((name, value) -> name + "=" + value);
    Arbitrary<String> right =
        Arbitraries.of(
            "site_id=shop",
            "dimension=browser",
            "start_date=2025-11-01&end_date=2025-11-12",
            "page=%2F",
            "limit=5",
            "naming=camel");
    return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(2, right)).list().ofMaxSize(5);
  }
}
