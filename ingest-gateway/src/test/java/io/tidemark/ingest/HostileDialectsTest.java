package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every door with a body against senders that mean no good: always an answer in its dialect. */
class HostileDialectsTest {
  /** A door: an event it takes, with a place for more members, and the shape of its errors. */
  enum Door {
    EVENT("/event", "{\"path\":\"/\"%s}", 1 << 20),
    EVENTS("/events", "[{\"path\":\"/\"%s}]", 8 << 20),
    SINGLE("/page-views/single", "{\"page\":\"a.b/c\"%s}", 1 << 20),
    MULTI("/page-views/multi", "{\"a.b/c\":{\"2025-07-16T10:00:00Z\":5}%s}", 8 << 20),
    PLAUSIBLE("/api/event", "{\"n\":\"pageview\",\"u\":\"https://a.b/\"%s}", 1 << 20),
    UMAMI(
        "/api/send",
        "{\"type\":\"event\",\"payload\":{\"website\":\"a\",\"url\":\"/\"%s}}",
        1 << 20),
    UMAMI_BATCH(
        "/api/batch",
        "[{\"type\":\"event\",\"payload\":{\"website\":\"a\",\"url\":\"/\"%s}}]",
        8 << 20);

    final String path;
    final String event;
    final int limitBytes;

    Door(String path, String event, int limitBytes) {
      this.path = path;
      this.event = event;
      this.limitBytes = limitBytes;
    }

    String with(String member) {
      return event.formatted(member);
    }

    void assertRefused(Answer answer, int... statuses) {
      assertThat(answer.status()).as(answer.raw().body()).isIn(box(statuses));
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
      JsonNode error = answer.json().path("error");
      switch (this) {
        case PLAUSIBLE -> {
          assertThat(answer.json().path("errors")).hasSize(1);
          assertThat(answer.json().path("errors").elements().next().get(0).asText()).isNotBlank();
        }
        case UMAMI, UMAMI_BATCH -> {
          assertThat(error.path("status").asInt()).isEqualTo(answer.status());
          assertThat(error.path("message").asText()).isNotBlank();
        }
        default -> {
          assertThat(error.path("code").asText()).isNotBlank();
          assertThat(error.path("message").asText()).isNotBlank();
        }
      }
    }

    private static List<Integer> box(int[] statuses) {
      return java.util.Arrays.stream(statuses).boxed().toList();
    }
  }

  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void stillWorks_countersBalance_andClose() {
    for (Door door : Door.values()) {
      assertThat(gateway.post(door.path, door.with("")).status()).isIn(200, 202);
    }
    assertThat(gateway.counted("tidemark.ingest.received"))
        .isEqualTo(
            gateway.counted("tidemark.ingest.accepted")
                + gateway.counted("tidemark.ingest.refused"));
    assertThat(gateway.refused("internal")).isZero();
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void post_whatIsNotJson_is400(Door door) {
    List<String> bodies =
        List.of(
            "",
            " ",
            "{",
            "[",
            "{\"a\"",
            "{'a':1}",
            "{\"a\":1,}",
            "NaN",
            "nul",
            "\"",
            "\u0000",
            "\ufeff",
            door.with("") + "x",
            door.with("") + door.with(""),
            door.with(",\"x\":01"),
            door.with(",\"x\":\"\t\""),
            door.with(",\"x\":\"\\q\""),
            "[".repeat(200_000),
            "{\"a\":".repeat(200_000),
            door.with(",\"x\":" + "[".repeat(100)),
            door.with(",\"x\":" + "9".repeat(2000)));
    for (String body : bodies) {
      door.assertRefused(gateway.post(door.path, body), 400);
    }
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.refused")).isEqualTo(bodies.size());
  }

  @ParameterizedTest
  @EnumSource
  void post_whatIsNotUtf8_is400(Door door) {
    byte[] body = door.with(",\"x\":\"?\"").getBytes(StandardCharsets.UTF_8);
    int at = new String(body, StandardCharsets.US_ASCII).indexOf('?');
    for (int bad : new int[] {0x80, 0xc0, 0xed, 0xf5, 0xff}) {
      body[at] = (byte) bad;
      door.assertRefused(gateway.post(door.path, "application/json", body), 400);
    }
    byte[] utf16 = door.with("").getBytes(StandardCharsets.UTF_16);
    door.assertRefused(gateway.post(door.path, "application/json", utf16), 400);
  }

  @ParameterizedTest
  @EnumSource
  void post_otherJson_is400OrTellsTheEvent(Door door) {
    for (String body : List.of("7", "true", "null", "\"x\"", "1e400", "{\"events\":{}}")) {
      door.assertRefused(gateway.post(door.path, body), 400);
    }
    assertThat(gateway.kafka.acknowledged()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void post_otherMediaTypeOrEncoding_is415(Door door) {
    byte[] body = door.with("").getBytes(StandardCharsets.UTF_8);
    for (String type : List.of("image/png", "application/x-www-form-urlencoded", ";;", "a/b,c")) {
      door.assertRefused(gateway.post(door.path, type, body), 415);
    }
    HttpRequest gzip =
        HttpRequest.newBuilder(gateway.uri(door.path))
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    door.assertRefused(gateway.send(gzip), 415);
  }

  @ParameterizedTest
  @EnumSource
  void post_largeBody_is413(Door door) {
    byte[] body = new byte[door.limitBytes + 1];
    door.assertRefused(gateway.post(door.path, "application/json", body), 413);
  }

  @ParameterizedTest
  @EnumSource
  void post_unknownMembersOfAnyKind_areIgnored(Door door) {
    if (door == Door.MULTI) {
      return; // every member is a page
    }
    String deep = "[".repeat(50) + "]".repeat(50);
    for (String value :
        List.of("1", "null", "{\"a\":{}}", deep, "\"" + "x".repeat(100_000) + "\"")) {
      assertThat(gateway.post(door.path, door.with(",\"unknown\":" + value)).status())
          .isIn(200, 202);
    }
  }

  /** Texts no field may have. */
  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "\\u001b[31m", "\\u007f"})
  void post_badCharacters_are400(String text) {
    String path = "/x" + text;
    Door.EVENT.assertRefused(gateway.post("/event", "{\"path\":\"" + path + "\"}"), 400);
    Door.SINGLE.assertRefused(
        gateway.post("/page-views/single", "{\"page\":\"a.b" + path + "\"}"), 400);
    Door.MULTI.assertRefused(
        gateway.post("/page-views/multi", "{\"a.b" + path + "\":{\"1\":1}}"), 400);
    Door.PLAUSIBLE.assertRefused(
        gateway.post("/api/event", "{\"n\":\"pageview\",\"u\":\"https://a.b" + path + "\"}"), 400);
    Door.UMAMI.assertRefused(
        gateway.post(
            "/api/send",
            "{\"type\":\"event\",\"payload\":{\"website\":\"a\",\"url\":\"" + path + "\"}}"),
        400);
  }

  @Test
  void query_thatIsNotKnown_isRefusedWhereTheContractIsOurs() {
    Door.EVENT.assertRefused(gateway.post("/event?nameing=camel", Door.EVENT.with("")), 400);
    Door.EVENTS.assertRefused(gateway.post("/events?naming=kebab", Door.EVENTS.with("")), 400);
    assertThat(gateway.post("/api/event?x=1", Door.PLAUSIBLE.with("")).status()).isEqualTo(202);
    assertThat(gateway.post("/api/send?x=1", Door.UMAMI.with("")).status()).isEqualTo(200);
    Answer camel = gateway.post("/event?naming=camel", Door.EVENT.with(",\"eventId\":\"e\""));
    assertThat(camel.json().path("eventId").asText()).isEqualTo("e");
    assertThat(camel.json().has("event_id")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"path=%2", "path=%zz", "path=%C3", "path=/%FF", "%=%"})
  void pixel_brokenPercentEncoding_isRefused(String query) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(10_000);
      String request = "GET /pixel.gif?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception");
    }
    assertThat(gateway.kafka.acknowledged()).isEmpty();
  }
}
