package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that mean no good, or know no better. */
class HostileHttpTest {
  private GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void stillWorksAndClose() {
    try (GatewayUnderTest open = gateway) {
      assertThat(open.post("/event", "{\"path\":\"/after\"}").status()).isEqualTo(202);
      double refused = gateway.counted("tidemark.ingest.refused");
      assertThat(gateway.counted("tidemark.ingest.received"))
          .isEqualTo(gateway.counted("tidemark.ingest.accepted") + refused);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/event,1048577,true",
    "/event,1048577,false",
    "/event,10000000,true",
    "/event,10000000,false",
    "/events/batch,8388609,true",
    "/events/batch,10000000,false",
    "/events,10000000,true"
  })
  void post_largeBody_is413(String path, int size, boolean announced) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    Answer answer = gateway.send(request(path, body, announced));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.errorCode()).isEqualTo("body_too_large");
    assertThat(gateway.refused("body_too_large")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"/event,1048576", "/events/batch,8388608"})
  void post_bodyOfTheLargestSize_isRead(String path, int size) {
    for (boolean announced : new boolean[] {true, false}) {
      byte[] body = new byte[size];
      Arrays.fill(body, (byte) ' ');
      String json = path.equals("/event") ? "{\"path\":\"/\"}" : "[{\"path\":\"/\"}]";
      byte[] event = json.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(event, 0, body, size - event.length, event.length);
      assertThat(gateway.send(request(path, body, announced)).status()).isEqualTo(202);
    }
  }

  @Test
  void post_endlessBody_isCutOff() throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(ascii("POST /event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
      byte[] chunk = ascii("10000\r\n" + "x".repeat(65536) + "\r\n");
      int sent = 0;
      try {
        while (sent < 2000) {
          out.write(chunk);
          sent++;
        }
      } catch (IOException closed) {
        // The gateway has hung up, which is the point.
      }
      assertThat(sent).isLessThan(2000);
    }
  }

  @Test
  void post_announcedTerabyte_is413AtOnce() throws IOException {
    assertThat(raw("POST /event HTTP/1.1\r\nHost: x\r\nContent-Length: 1099511627776\r\n\r\n"))
        .startsWith("HTTP/1.1 413")
        .contains("body_too_large")
        .containsIgnoringCase("Connection: close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /event HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"path\":",
        "POST /event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        "POST /event HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"pat"
      })
  void post_bodyThatEndsEarlyOrIsNotFramed_leavesNoTrace(String request) throws IOException {
    String answer = raw(request);
    assertThat(answer).doesNotContain("Exception").doesNotContain("HTTP/1.1 202");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /event HTTP/1.1\r\n\r\n",
        "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void request_thatIsNotHttp_isAnsweredWithoutAStackTrace(String request) throws IOException {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 ")
        .doesNotContain("Exception")
        .doesNotContain("<html")
        .doesNotContain("Jetty");
  }

  @Test
  void request_withHugeHeaders_is431InTheOneShape() throws IOException {
    assertThat(raw("GET /health HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("headers_too_large")
        .doesNotContain("<html");
  }

  @Test
  void answers_ofEveryKind_haveTheSecurityHeaders() throws IOException {
    for (String path : List.of("/livez", "/nothing", "/docs", "/tracker.js", "/pixel.gif")) {
      Answer answer = gateway.get(path);
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(answer.header("Content-Security-Policy")).as(path).contains("default-src 'none'");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("cross-origin");
    }
    assertThat(raw("GET /livez HTTP/1.1\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n"))
        .contains("X-Content-Type-Options: nosniff");
  }

  @Test
  void answer_namesNoServer() {
    Answer answer = gateway.get("/livez");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("Date")).isNotEmpty();
  }

  @Test
  void post_invalidUtf8_is400() {
    byte[] body = ascii("{\"path\":\"/x\"}");
    body[10] = (byte) 0xc0;
    Answer answer = gateway.post("/event", "application/json", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("invalid_utf8");
  }

  @Test
  void post_deepNesting_is400() {
    String deep = "{\"path\":\"/\",\"x\":" + "[".repeat(500_000);
    assertThat(gateway.post("/event", deep).errorCode()).isEqualTo("invalid_json");
    assertThat(gateway.post("/events/batch", "[".repeat(500_000)).errorCode())
        .isEqualTo("invalid_json");
  }

  @Test
  void post_emptyBody_is400() {
    assertThat(gateway.post("/event", "").errorCode()).isEqualTo("invalid_json");
    assertThat(gateway.post("/events/batch", "").errorCode()).isEqualTo("invalid_json");
  }

  @Test
  void post_moreBytesThanTheBuffer_is503() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config("d", Set.of(), 9, 100_000));
    Answer answer =
        gateway.post("/event", "{\"path\":\"/\",\"x\":\"" + "y".repeat(200_000) + "\"}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.errorCode()).isEqualTo("overloaded");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  private HttpRequest request(String path, byte[] body, boolean announced) {
    BodyPublisher all = BodyPublishers.ofByteArray(body);
    return HttpRequest.newBuilder(gateway.uri(path))
        .header("Content-Type", "application/json")
        .POST(announced ? all : BodyPublishers.fromPublisher(all))
        .build();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends bytes, says that no more come, and reads until the gateway hangs up. */
  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(ascii(request));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
