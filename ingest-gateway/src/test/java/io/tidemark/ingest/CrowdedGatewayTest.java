package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients in the way than the gateway has threads. */
class CrowdedGatewayTest {
  private static final int MORE_THAN_THREADS = 220;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final GatewayUnderTest gateway = new GatewayUnderTest();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    gateway.close();
  }

  @Test
  void bodies_thatDoNotCome_keepNobodyElseWaiting() throws IOException {
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      send(connect(), "POST /event HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    }

    assertThat(gateway.post("/event", "{\"path\":\"/\"}").status()).isEqualTo(202);
    assertThat(gateway.get("/health").status()).isEqualTo(200);
  }

  @Test
  void answers_thatNobodyReads_keepNobodyElseWaiting() throws IOException {
    String request = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
      sockets.add(socket);
      send(socket, request.repeat(200));
    }

    assertThat(statusOnceTheyAreAnswered("/event", "{\"path\":\"/\"}")).isEqualTo(202);
    assertThat(gateway.get("/health").status()).isEqualTo(200);
  }

  @Test
  void key_ofARequest_givesItsEventsTheSameIdsEachTime() {
    String batch = "[{\"path\":\"/1\"},{\"path\":\"/2\",\"event_id\":\"own\"},{\"path\":\"/3\"}]";

    assertThat(post("/events/batch", batch, "k1").status()).isEqualTo(202);
    assertThat(post("/events/batch", batch, "\"k1\"").status()).isEqualTo(202);
    assertThat(post("/event", "{\"path\":\"/\"}", "k2").json().path("event_id").asText())
        .isEqualTo("k2.0");

    assertThat(gateway.published())
        .extracting(event -> event.path("event_id").asText())
        .containsExactly("k1.0", "own", "k1.2", "k1.0", "own", "k1.2", "k2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "two words"})
  void key_thatIsNone_isRefused(String key) {
    assertRefused(post("/event", "{\"path\":\"/\"}", key));
  }

  @Test
  void key_tooLong_isRefused() {
    assertRefused(post("/event", "{\"path\":\"/\"}", "k".repeat(65)));
    assertThat(post("/event", "{\"path\":\"/\"}", "k".repeat(64)).status()).isEqualTo(202);
  }

  /**
   * While thousands of answers are still being made, one more request may be told to come again.
   */
  private int statusOnceTheyAreAnswered(String path, String body) {
    long began = System.nanoTime();
    int status = gateway.post(path, body).status();
    while (status == 503 && System.nanoTime() - began < LONGEST_NANOS) {
      status = gateway.post(path, body).status();
    }
    return status;
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("field").asText()).isEqualTo("Idempotency-Key");
  }

  private Answer post(String path, String body, String key) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
