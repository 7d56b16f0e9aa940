package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.SiteQuality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances over loopback: one is asked, the other (or both, or none) has the data. */
class PeersTest {
  private static final String SITES_QUESTION =
      "{\"version\":3,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1,\"limit\":1,\"days\":0,\"siteId\":null}}";

  private final List<TestServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(TestServer::close);
  }

  @Test
  void anyRoute_ownedByThePeer_isAnsweredAsByThePeer() {
    TestServer asked = server("asked", "secret");
    TestServer owner = server("owner", "secret");
    owner.statistics.events = events();
    owner.statistics.qualities =
        Map.of("a", new SiteQuality(5, 4, 3, Map.of("crawler", 2L), Map.of()));
    asked.statistics.readable = false;
    asked.statistics.owners = partition -> new Owners(Optional.of(owner.address()), List.of());

    for (String request :
        List.of(
            "/stats?site_id=a",
            "/stats?site_id=nobody",
            "/stats?site_id=a&start=2025-11-10T05:00:00Z",
            "/stats/overview?site_id=a",
            "/stats/range?site_id=a&start_date=2025-11-01&end_date=2025-11-12&interval=hour",
            "/stats?site_id=a&groupBy=event_type",
            "/stats/range?site_id=a&start_date=2025-11-01&end_date=2025-11-12&interval=hour&path=/1",
            "/stats/breakdown?site_id=a&dimension=path",
            "/stats/breakdown?site_id=a&dimension=path&start_date=2025-11-01&end_date=2025-11-12",
            "/stats/quality?site_id=a",
            "/report?page=a.b/1",
            "/stats/trending?site_id=a",
            "/stats/realtime?site_id=a",
            "/sites")) {
      assertThat(asked.json(request)).as(request).isEqualTo(owner.json(request));
    }
    assertThat(asked.json("/stats?site_id=a").path("unique_users_bounds").isObject()).isTrue();
    assertThat(asked.get("/metrics").body())
        .contains("tidemark_query_peer_calls_seconds_count{outcome=\"ok\"}");
  }

  @Test
  void sites_partitionsOfBoth_areMerged() {
    TestServer left = server("left", "secret");
    TestServer right = server("right", "secret");
    left.statistics.events =
        events().stream().filter(event -> HomePartition.of(event.site(), 4) < 2).toList();
    right.statistics.events =
        events().stream().filter(event -> HomePartition.of(event.site(), 4) >= 2).toList();
    left.statistics.owners =
        partition ->
            new Owners(
                Optional.of(partition < 2 ? left.statistics.self() : right.address()), List.of());
    left.statistics.asOf = left.statistics.asOf.plusSeconds(5);
    TestServer all = server("all", null);
    all.statistics.events = events();

    JsonNode merged = left.json("/sites");

    assertThat(merged).isEqualTo(all.json("/sites")); // as_of included: the least over the parts
    assertThat(merged.path("sites")).hasSize(7);
  }

  @Test
  void stats_activeIsDead_isAnsweredByTheStandby() throws IOException {
    TestServer asked = server("asked", "secret");
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    asked.statistics.readable = false;
    Endpoint dead = deadEndpoint();
    asked.statistics.owners =
        partition -> new Owners(Optional.of(dead), List.of(standby.address()));

    assertThat(asked.json("/stats?site_id=a")).isEqualTo(standby.json("/stats?site_id=a"));
    assertThat(asked.json("/stats?site_id=a")).isEqualTo(standby.json("/stats?site_id=a"));
    // the second question did not wait for the dead one again
    assertThat(asked.get("/metrics").body())
        .contains("tidemark_query_peer_calls_seconds_count{outcome=\"failed\"} 1");
  }

  @Test
  void stats_activeIsDead_isAnsweredFromTheOwnStandby() throws IOException {
    TestServer asked = server("asked", "secret");
    asked.statistics.events = events();
    Endpoint dead = deadEndpoint();
    asked.statistics.owners =
        partition -> new Owners(Optional.of(dead), List.of(asked.statistics.self()));

    assertThat(asked.json("/stats?site_id=a").path("total_views").asLong()).isEqualTo(400);
  }

  @Test
  void stats_activeIsRestoring_isAnsweredByTheStandby() {
    TestServer asked = server("asked", "secret");
    TestServer restoring = server("restoring", "secret");
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    asked.statistics.readable = false;
    restoring.statistics.readable = false;
    asked.statistics.owners =
        partition -> new Owners(Optional.of(restoring.address()), List.of(standby.address()));

    assertThat(asked.json("/stats?site_id=a")).isEqualTo(standby.json("/stats?site_id=a"));
  }

  @Test
  void stats_nobodyReachable_isUnavailable() throws IOException {
    TestServer asked = server("asked", "secret");
    asked.statistics.readable = false;
    Endpoint dead = deadEndpoint();
    asked.statistics.owners = partition -> new Owners(Optional.of(dead), List.of());

    assertUnavailable(asked.get("/stats?site_id=a"));
    assertUnavailable(asked.get("/sites"));
  }

  @Test
  void stats_otherSecret_isUnavailable() {
    TestServer asked = server("asked", "secret");
    TestServer owner = server("owner", "another");
    asked.statistics.readable = false;
    asked.statistics.owners = partition -> new Owners(Optional.of(owner.address()), List.of());

    assertUnavailable(asked.get("/stats?site_id=a"));
  }

  @Test
  void stats_noSecret_asksNobody() {
    TestServer asked = server("asked", null);
    TestServer owner = server("owner", "secret");
    asked.statistics.readable = false;
    asked.statistics.owners = partition -> new Owners(Optional.of(owner.address()), List.of());

    assertUnavailable(asked.get("/stats?site_id=a"));
  }

  @Test
  void door_withoutTheSecret_isShut() {
    TestServer open = server("open", "secret");
    TestServer closed = server("closed", null);

    assertThat(knock(open, "Bearer secret").statusCode()).isEqualTo(200);
    assertThat(knock(open, "Bearer secreT").statusCode()).isEqualTo(403);
    assertThat(knock(open, "secret").statusCode()).isEqualTo(403);
    assertThat(knock(open, null).statusCode()).isEqualTo(403);
    assertThat(knock(closed, "Bearer null").statusCode()).isEqualTo(403);
    assertThat(knock(closed, "Bearer ").statusCode()).isEqualTo(403);
  }

  @Test
  void door_badQuestion_isRefused() {
    TestServer server = server("s", "secret");

    assertThat(ask(server, "{").statusCode()).isEqualTo(400);
    assertThat(
            ask(server, SITES_QUESTION.replace("\"partition\":0", "\"partition\":4")).statusCode())
        .isEqualTo(400);
    assertThat(
            ask(
                    server,
                    "{\"version\":3,\"partition\":0,\"plan\":{\"kind\":\"site\",\"siteId\":\"a\","
                        + "\"zone\":\"Nowhere/At_All\",\"slices\":[]}}")
                .statusCode())
        .isEqualTo(400);
    assertThat(ask(server, " ".repeat(300_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void door_partitionNotReadable_isUnavailable() {
    TestServer server = server("s", "secret");
    server.statistics.readable = false;

    assertUnavailable(ask(server, SITES_QUESTION));
  }

  private static HttpResponse<String> knock(TestServer server, @Nullable String authorization) {
    HttpRequest.Builder request =
        server
            .request("/internal/partial")
            .POST(HttpRequest.BodyPublishers.ofString(SITES_QUESTION));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return server.send(request);
  }

  private static HttpResponse<String> ask(TestServer server, String question) {
    return server.send(
        server
            .request("/internal/partial")
            .header("Authorization", "Bearer secret")
            .POST(HttpRequest.BodyPublishers.ofString(question)));
  }

  private static void assertUnavailable(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(TestServer.parse(response.body()).path("error").path("code").asText())
        .isEqualTo("unavailable");
  }

  private TestServer server(String name, @Nullable String secret) {
    TestServer server = new TestServer(new Endpoint(name, 1), null, List.of(), secret);
    servers.add(server);
    return server;
  }

  /** A port nobody listens on. */
  private static Endpoint deadEndpoint() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", socket.getLocalPort());
    }
  }

  private static List<Seen> events() {
    List<Seen> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      events.add(Seen.view("a", "/" + i % 7, "u" + i, "2025-11-" + (10 + i % 3) + "T10:00:00Z"));
    }
    events.add(Seen.view("a.b", "/1", "u", "2025-11-12T09:00:00Z"));
    for (String site : List.of("b", "c", "d", "e", "f")) {
      events.add(Seen.view(site, "/", "u", "2025-11-12T09:00:00Z"));
    }
    return events;
  }
}
