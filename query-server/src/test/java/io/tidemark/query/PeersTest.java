package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.BrokenPeer;
import io.tidemark.query.fixture.NaiveStatistics;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.query.http.PeerSeal;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.GroupView;
import io.tidemark.topology.view.Owners;
import io.tidemark.topology.view.Replica;
import io.tidemark.topology.view.SiteQuality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two instances over loopback: one is asked, the other (or both, or none) has the data. */
@Timeout(60)
class PeersTest {
  private static final String SITES_QUESTION =
      "{\"version\":4,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1,\"limit\":1,\"days\":0,\"siteId\":null}}";

  private static final String PATH = "/internal/partial";
  private static final String SEALED = sealed("secret", TestServer.NOW);

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
  void stats_noSecretOnOneMachine_isAnsweredByThePeer() {
    TestServer asked = server("asked", null);
    TestServer owner = server("owner", null);
    owner.statistics.events = events();
    asked.statistics.readable = false;
    asked.statistics.owners = partition -> new Owners(Optional.of(owner.address()), List.of());

    assertThat(asked.json("/stats?site_id=a")).isEqualTo(owner.json("/stats?site_id=a"));
  }

  @Test
  void stats_noSecretAndAnotherMachine_asksNobody() {
    TestServer asked = server("asked", null);
    asked.statistics.readable = false;
    Endpoint elsewhere = new Endpoint("192.0.2.1", 3002); // reserved for examples
    asked.statistics.owners = partition -> new Owners(Optional.of(elsewhere), List.of());

    assertUnavailable(asked.get("/stats?site_id=a"));
    assertThat(asked.get("/metrics").body())
        .doesNotContainPattern("tidemark_query_peer_calls_seconds_count\\{[^}]*} [1-9]");
  }

  @Test
  void stats_secretHereOnly_isUnavailable() {
    TestServer asked = server("asked", "secret");
    TestServer owner = server("owner", null);
    asked.statistics.readable = false;
    asked.statistics.owners = partition -> new Owners(Optional.of(owner.address()), List.of());

    assertUnavailable(asked.get("/stats?site_id=a"));
  }

  @ParameterizedTest
  @EnumSource(BrokenPeer.Habit.class)
  void stats_activeDoesNotAnswer_isAnsweredByTheStandby(BrokenPeer.Habit habit) throws Exception {
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    try (BrokenPeer active = new BrokenPeer(habit)) {
      TestServer asked = impatient("asked");
      asked.statistics.readable = false;
      asked.statistics.owners =
          partition -> new Owners(Optional.of(active.address()), List.of(standby.address()));

      assertThat(asked.json("/stats?site_id=a")).isEqualTo(standby.json("/stats?site_id=a"));
      assertThat(asked.json("/sites")).isEqualTo(standby.json("/sites"));
      assertThat(counter(asked, "tidemark_query_standby_reads_total")).isEqualTo(5);
    }
  }

  @Test
  void stats_activeHangs_costsOneTimeOut() throws Exception {
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    try (BrokenPeer active = new BrokenPeer(BrokenPeer.Habit.SILENT)) {
      TestServer asked = impatient("asked");
      asked.statistics.readable = false;
      asked.statistics.owners =
          partition -> new Owners(Optional.of(active.address()), List.of(standby.address()));

      asked.json("/stats?site_id=a");
      assertThat(counter(asked, "tidemark_query_peer_hedges_total")).isEqualTo(1);
      while (counter(asked, "tidemark_query_peer_breaker_opened_total") == 0) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 20; i++) {
        asked.json("/stats?site_id=a");
      }

      assertThat(counter(asked, "tidemark_query_peer_hedges_total")).isEqualTo(1);
      assertThat(counter(asked, "tidemark_query_peer_calls_seconds_count{outcome=\"failed\"}"))
          .isEqualTo(1);
      assertThat(counter(asked, "tidemark_query_standby_reads_total")).isEqualTo(21);
    }
  }

  @Test
  void stats_answerOfAnImpostor_isNotUsed() throws Exception {
    TestServer asked = impatient("asked");
    asked.statistics.readable = false;
    try (BrokenPeer impostor = new BrokenPeer(BrokenPeer.Habit.UNSEALED)) {
      asked.statistics.owners = partition -> new Owners(Optional.of(impostor.address()), List.of());

      assertUnavailable(asked.get("/stats?site_id=a"));
    }
  }

  @Test
  void stats_activeCannotTellItsAge_isAnsweredByTheStandby() {
    TestServer asked = server("asked", "secret");
    TestServer restoring = server("restoring", "secret");
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    standby.statistics.asOf = Instant.parse("2025-11-12T10:19:00Z");
    restoring.statistics.asOf = Instant.EPOCH;
    asked.statistics.readable = false;
    asked.statistics.owners =
        partition -> new Owners(Optional.of(restoring.address()), List.of(standby.address()));

    assertThat(asked.json("/stats?site_id=a").path("as_of").asText())
        .isEqualTo("2025-11-12T10:19:00.000Z");
    asked.statistics.owners = partition -> new Owners(Optional.of(restoring.address()), List.of());
    assertThat(asked.json("/stats?site_id=a").path("total_views").asLong()).isZero();
  }

  @Test
  void stats_activeIsBehindTheGroup_isAnsweredByTheStandby() {
    TestServer asked = server("asked", "secret");
    TestServer restoring = server("restoring", "secret");
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    restoring.statistics.asOf = standby.statistics.asOf.minus(Duration.ofMinutes(3));
    asked.statistics.readable = false;
    asked.statistics.owners =
        partition -> new Owners(Optional.of(restoring.address()), List.of(standby.address()));

    assertThat(asked.json("/stats?site_id=a")).isEqualTo(standby.json("/stats?site_id=a"));
    // itself the one that is restored
    restoring.statistics.owners =
        partition ->
            new Owners(Optional.of(restoring.statistics.self()), List.of(standby.address()));
    restoring.statistics.events = List.of();
    NaiveStatistics knowing = restoring.statistics;
    knowing.groupAsOf = standby.statistics.asOf;
    assertThat(restoring.json("/stats?site_id=a")).isEqualTo(standby.json("/stats?site_id=a"));
  }

  @Test
  void stats_allAreBehindTheGroup_isAnsweredByTheNewest() {
    TestServer asked = server("asked", "secret");
    TestServer restoring = server("restoring", "secret");
    TestServer standby = server("standby", "secret");
    standby.statistics.events = events();
    standby.statistics.asOf = Instant.EPOCH;
    restoring.statistics.asOf = Instant.EPOCH;
    asked.statistics.readable = false;
    asked.statistics.owners =
        partition -> new Owners(Optional.of(restoring.address()), List.of(standby.address()));

    assertThat(asked.json("/stats?site_id=a").path("total_views").asLong()).isEqualTo(400);

    restoring.statistics.asOf = Instant.parse("2025-11-12T09:00:00Z");
    assertThat(asked.json("/stats?site_id=a").path("as_of").asText())
        .isEqualTo("2025-11-12T09:00:00.000Z");
  }

  @Test
  void cluster_oneReachableAndOneNot_tellsOfBoth() throws Exception {
    TestServer asked = server("asked", "secret");
    TestServer other = server("other", "secret");
    Endpoint dead = deadEndpoint();
    other.statistics.replicas =
        List.of(new Replica(0, false, 7, Instant.parse("2025-11-12T10:20:00Z")));
    asked.statistics.group =
        new GroupView(
            TestServer.NOW.minusMillis(250),
            List.of(
                new GroupView.Member(asked.statistics.self(), List.of(0, 1), List.of()),
                new GroupView.Member(other.address(), List.of(2), List.of(0)),
                new GroupView.Member(dead, List.of(3), List.of())));

    JsonNode cluster = asked.json("/cluster");

    assertThat(cluster.path("instance").asText()).isEqualTo("asked:1");
    assertThat(cluster.path("view_age_ms").asLong()).isEqualTo(250);
    assertThat(cluster.path("partitions").path(0))
        .hasToString(
            "{\"partition\":0,\"active\":\"asked:1\",\"standbys\":[\"127.0.0.1:%d\"],"
                    .formatted(other.address().port())
                + "\"backlog_events\":0}");
    for (JsonNode instance : cluster.path("instances")) {
      boolean isDead = instance.path("instance").asText().endsWith(":" + dead.port());
      assertThat(instance.path("reachable").asBoolean()).isEqualTo(!isDead);
      if (instance.path("instance").asText().endsWith(":" + other.address().port())) {
        assertThat(instance.path("replicas"))
            .hasToString(
                "[{\"partition\":0,\"role\":\"standby\",\"lag_rows\":7,"
                    + "\"as_of\":\"2025-11-12T10:20:00Z\"}]");
      }
    }
  }

  @Test
  void door_withoutASeal_isShut() {
    TestServer open = server("open", "secret");

    assertThat(knock(open, SEALED).statusCode()).isEqualTo(200);
    assertThat(knock(open, "Bearer secret").statusCode()).isEqualTo(403);
    assertThat(knock(open, SEALED.substring(0, SEALED.length() - 1)).statusCode()).isEqualTo(403);
    assertThat(knock(open, SEALED.replace(".", ".0")).statusCode()).isEqualTo(403);
    assertThat(knock(open, sealed("secreT", TestServer.NOW)).statusCode()).isEqualTo(403);
    assertThat(knock(open, "Tidemark ").statusCode()).isEqualTo(403);
    assertThat(knock(open, null).statusCode()).isEqualTo(403);
  }

  @Test
  void door_questionOfAnotherTime_isRefused() {
    TestServer open = server("open", "secret");
    Duration apart = PeerSeal.TOLERANCE;

    assertThat(knock(open, sealed("secret", TestServer.NOW.minus(apart))).statusCode())
        .isEqualTo(200);
    assertThat(knock(open, sealed("secret", TestServer.NOW.minus(apart).minusMillis(1))))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
    assertThat(knock(open, sealed("secret", TestServer.NOW.plus(apart).plusMillis(1))))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
  }

  @Test
  void door_sealOfAnotherQuestion_isRefused() {
    TestServer open = server("open", "secret");
    String other = SITES_QUESTION.replace("\"limit\":1", "\"limit\":9");

    HttpResponse<String> response =
        open.send(
            open.request(PATH)
                .header("Authorization", SEALED)
                .POST(HttpRequest.BodyPublishers.ofString(other)));

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void door_withoutASecret_isOpenToThisMachineAndNotToItsProxies() {
    TestServer server = server("open", null);

    assertThat(knock(server, null).statusCode()).isEqualTo(200);
    assertThat(knock(server, SEALED).statusCode()).isEqualTo(403);
    assertThat(
            server
                .send(
                    server
                        .request(PATH)
                        .header("X-Forwarded-For", "192.0.2.1")
                        .POST(HttpRequest.BodyPublishers.ofString(SITES_QUESTION)))
                .statusCode())
        .isEqualTo(403);
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
                    "{\"version\":4,\"partition\":0,\"plan\":{\"kind\":\"site\",\"siteId\":\"a\","
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
        server.request(PATH).POST(HttpRequest.BodyPublishers.ofString(SITES_QUESTION));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return server.send(request);
  }

  private static HttpResponse<String> ask(TestServer server, String question) {
    return server.send(
        server
            .request(PATH)
            .header(
                "Authorization",
                TestServer.sealed("secret", PATH, question.getBytes(StandardCharsets.UTF_8)))
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

  /** One that waits for peers no longer than half a second. */
  private TestServer impatient(String name) {
    TestServer server =
        new TestServer(new Endpoint(name, 1), null, List.of(), "secret", Duration.ofMillis(500));
    servers.add(server);
    return server;
  }

  private static String sealed(String secret, Instant at) {
    return TestServer.sealed(secret, PATH, SITES_QUESTION.getBytes(StandardCharsets.UTF_8), at);
  }

  private static long counter(TestServer server, String name) {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
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
