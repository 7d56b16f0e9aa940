package io.tidemark.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.fixture.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More clients in the way than the query server has threads. */
class CrowdedServerTest {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final TestServer server = new TestServer();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  @Test
  void bodies_thatDoNotCome_keepNobodyElseWaiting() throws IOException {
    for (int i = 0; i < HttpLimits.THREADS + 10; i++) {
      send(
          connect(0), "POST /internal/partial HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    }

    assertThat(server.get("/stats?site_id=home").statusCode()).isEqualTo(200);
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void body_thatDoesNotCome_isRefusedAndHungUpOn() throws IOException {
    Socket socket = connect(0);
    socket.setSoTimeout(30_000);

    send(socket, "POST /internal/partial HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");

    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"bad_request\"")
        .containsIgnoringCase("Connection: close");
  }

  @Test
  void answers_thatNobodyReads_keepNobodyElseWaiting() throws IOException {
    String request = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
    for (int i = 0; i < HttpLimits.THREADS + 10; i++) {
      send(connect(4096), request.repeat(200));
    }

    assertThat(statusOnceTheyAreAnswered("/stats?site_id=home")).isEqualTo(200);
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void headers_thatAreTooLarge_areRefusedInTheOneShape() throws IOException {
    Socket socket = connect(0);
    send(socket, "GET /health HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(40_000) + "\r\n\r\n");
    socket.shutdownOutput();

    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 431")
        .contains("headers_too_large")
        .contains("X-Content-Type-Options: nosniff")
        .doesNotContain("<html");
  }

  /**
   * While thousands of answers are still being made, one more request may be told to come again.
   */
  private int statusOnceTheyAreAnswered(String path) {
    long began = System.nanoTime();
    int status = server.get(path).statusCode();
    while (status == 503 && System.nanoTime() - began < LONGEST_NANOS) {
      status = server.get(path).statusCode();
    }
    return status;
  }

  private Socket connect(int receiveBytes) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().port()));
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
