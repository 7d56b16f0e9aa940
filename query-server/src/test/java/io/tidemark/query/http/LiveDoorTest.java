package io.tidemark.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveDoorTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void live_begin_givesTheRealtimeFigures() throws Exception {
    server.statistics.events = events(3);

    try (Follower follower = new Follower("/stats/live?site_id=shop")) {
      assertThat(follower.headers.statusCode()).isEqualTo(200);
      assertThat(follower.headers.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(follower.headers.headers().firstValue("X-Accel-Buffering")).hasValue("no");
      assertThat(follower.next()).isEqualTo(server.json("/stats/realtime?site_id=shop"));
    }
  }

  @Test
  void live_change_isPushedToAllWhoFollow() throws Exception {
    server.statistics.events = events(1);

    try (Follower one = new Follower("/stats/live?site_id=shop");
        Follower two = new Follower("/stats/live?siteId=shop&naming=camel")) {
      assertThat(one.next().path("total_views").asLong()).isEqualTo(1);
      assertThat(two.next().path("totalViews").asLong()).isEqualTo(1);
      server.statistics.asOf = server.statistics.asOf.plusSeconds(1); // no change by itself
      server.statistics.events = events(2);

      JsonNode changed = one.next();
      assertThat(changed.path("total_views").asLong()).isEqualTo(2);
      assertThat(changed.path("top_paths").path(0).path("path").asText())
          .isEqualTo("/é\uD83D\uDC22");
      assertThat(two.next().path("topPaths").path(0).path("count").asLong()).isEqualTo(2);
    }
  }

  @Test
  void live_stateAwayForAWhile_goesOnWhenItIsBack() throws Exception {
    server.statistics.events = events(1);

    try (Follower follower = new Follower("/stats/live?site_id=shop")) {
      follower.next();
      server.statistics.readable = false;
      server.statistics.events = events(5);
      server.statistics.readable = true;

      assertThat(follower.next().path("total_views").asLong()).isEqualTo(5);
    }
  }

  @Test
  void live_badParameterOrNoState_isAnsweredAsElsewhere() {
    assertThat(server.get("/stats/live").statusCode()).isEqualTo(400);
    assertThat(server.get("/stats/live?site_id=a&minutes=0").statusCode()).isEqualTo(400);
    assertThat(server.get("/stats/live?site_id=a&minutes=61").statusCode()).isEqualTo(400);
    server.statistics.readable = false;
    assertThat(server.get("/stats/live?site_id=a").statusCode()).isEqualTo(503);
  }

  @Test
  void live_head_beginsNothing() {
    HttpResponse<String> response =
        server.send(
            server
                .request("/stats/live?site_id=a")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(server.get("/metrics").body()).contains("tidemark_query_live_clients 0.0");
  }

  @Test
  void live_placesTaken_isRefusedUntilOneIsFree() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < HttpLimits.LIVE_CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
        sockets.add(socket);
        socket
            .getOutputStream()
            .write(
                "GET /stats/live?site_id=shop HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200");
      }

      HttpResponse<String> response = server.get("/stats/live?site_id=shop");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(response.body()).contains("too_many_clients");
      assertThat(server.get("/stats?site_id=shop").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    for (int views = 1; liveClients() > 0; views++) {
      server.statistics.events = events(views % 50); // a change shows which clients are gone
    }
  }

  private double liveClients() {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tidemark_query_live_clients "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void close_whileFollowed_endsTheStream() throws Exception {
    try (Follower follower = new Follower("/stats/live?site_id=shop")) {
      follower.next();

      server.close();

      assertThat(follower.lines.lines()).allMatch(String::isEmpty);
    }
  }

  private static List<Seen> events(int views) {
    List<Seen> events = new ArrayList<>();
    for (int i = 0; i < views; i++) {
      events.add(Seen.view("shop", "/é\uD83D\uDC22", "u" + i, "2025-11-12T10:20:00Z"));
    }
    return events;
  }

  /** A client of the stream. */
  private final class Follower implements AutoCloseable {
    final HttpResponse<InputStream> headers;
    final BufferedReader lines;

    Follower(String request) throws IOException, InterruptedException {
      headers =
          HttpClient.newHttpClient()
              .send(server.request(request).build(), HttpResponse.BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(headers.body(), StandardCharsets.UTF_8));
    }

    /** The data of the next event. */
    JsonNode next() throws IOException {
      while (true) {
        String line = lines.readLine();
        assertThat(line).as("the stream has ended").isNotNull();
        if (line.startsWith("data: ")) {
          return TestServer.parse(line.substring("data: ".length()));
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
