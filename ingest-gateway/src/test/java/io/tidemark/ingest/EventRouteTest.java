package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRouteTest {
  private GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void post_validEvent_isQueuedAndPublished() {
    Answer answer =
        gateway.post(
            "/event",
            "{\"siteId\":\"shop\",\"path\":\"/a?utm_source=x\",\"event_id\":\"e1\",\"ip\":\"::1\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body())
        .isEqualTo(
            "{\"success\":true,\"status\":\"queued\",\"queued\":true,"
                + "\"message\":\"Event accepted for processing\",\"event_id\":\"e1\"}");
    assertThat(gateway.kafka.acknowledged()).hasSize(1);
    assertThat(new String(gateway.kafka.acknowledged().get(0).value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"path\":\"/a\","
                + "\"timestamp\":\"2026-03-01T12:00:00.000Z\",\"event_id\":\"e1\","
                + "\"utm_source\":\"x\"}");
    assertThat(gateway.kafka.acknowledged().get(0).key()).asString().isEqualTo("shop");
  }

  @Test
  void post_eventWithoutId_getsOneThatIsPublishedToo() {
    String first = gateway.post("/event", "{\"path\":\"/\"}").json().path("event_id").asText();
    String second = gateway.post("/event", "{\"path\":\"/\"}").json().path("event_id").asText();
    assertThat(first).isNotBlank().isNotEqualTo(second);
    assertThat(gateway.published())
        .extracting(event -> event.path("event_id").asText())
        .containsExactly(first, second);
    assertThat(gateway.published().get(0).path("site_id").asText()).isEqualTo("default");
  }

  @Test
  void post_invalidEvent_isRefusedWithFieldCodeAndMessage() {
    Answer answer = gateway.post("/event", "{\"path\":\"/\",\"timestamp\":\"yesterday\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.raw().body())
        .isEqualTo(
            "{\"error\":{\"code\":\"invalid_timestamp\",\"message\":\"timestamp is \\\"yesterday\\\";"
                + " expected ISO 8601 with an offset, or epoch milliseconds\","
                + "\"field\":\"timestamp\"}}");
    assertThat(gateway.kafka.acknowledged()).isEmpty();
  }

  @Test
  void post_batchAtTheDoorForOne_isAWrongType() {
    assertThat(gateway.post("/event", "[{\"path\":\"/\"}]").errorCode()).isEqualTo("invalid_type");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
        "text/plain",
        "text/plain;charset=UTF-8"
      })
  void post_knownContentType_isTaken(String contentType) {
    assertThat(gateway.post("/event", contentType, json("{\"path\":\"/é\"}")).status())
        .isEqualTo(202);
    assertThat(gateway.published().get(0).path("path").asText()).isEqualTo("/é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "application/json; charset=iso-8859-1",
        "nonsense"
      })
  void post_otherContentType_isRefusedWithAHint(String contentType) {
    Answer answer = gateway.post("/event", contentType, json("{\"path\":\"/\"}"));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.errorCode()).isEqualTo("unsupported_media_type");
    assertThat(gateway.refused("unsupported_media_type")).isEqualTo(1);
  }

  @Test
  void post_asCurlDoesByDefault_tellsTheHeaderToSend() {
    Answer answer =
        gateway.post("/event", "application/x-www-form-urlencoded", json("{\"path\":\"/\"}"));
    assertThat(answer.json().path("error").path("message").asText())
        .contains("-H 'Content-Type: application/json'");
  }

  @Test
  void post_compressedBody_isRefused() {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.uri("/event"))
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString("{\"path\":\"/\"}"))
            .build();
    assertThat(gateway.send(request).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({"AWAY,unavailable", "FULL,overloaded", "FAIL,unavailable"})
  void post_kafkaTakesNothing_is503WithRetryAfter(Mode mode, String code) {
    gateway.kafka.mode(mode);
    Answer answer = gateway.post("/event", "{\"path\":\"/\"}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(gateway.refused(code)).isEqualTo(1);
  }

  @Test
  void post_invalidEventWhileKafkaIsAway_isStill400() {
    gateway.kafka.mode(Mode.AWAY);
    assertThat(gateway.post("/event", "{}").status()).isEqualTo(400);
  }

  @Test
  void post_faultInside_is500WithoutItsDetail() {
    gateway.kafka.mode(Mode.THROW);
    Answer answer = gateway.post("/event", "{\"path\":\"/\"}");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.errorCode()).isEqualTo("internal");
    assertThat(answer.raw().body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(gateway.refused("internal")).isEqualTo(1);
  }

  @Test
  void post_siteNotListed_is403() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config(null, Set.of("a", "b"), 9, 1 << 20));
    assertThat(gateway.post("/event", "{\"path\":\"/\",\"site_id\":\"a\"}").status())
        .isEqualTo(202);
    Answer answer = gateway.post("/event", "{\"path\":\"/\",\"site_id\":\"c\"}");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.errorCode()).isEqualTo("site_not_allowed");
    assertThat(answer.json().path("error").path("field").asText()).isEqualTo("site_id");
  }

  @Test
  void post_moreSitesThanAllowed_is403ForTheNewOnesOnly() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config(null, Set.of(), 2, 1 << 20));
    for (String site : new String[] {"a", "b", "a", "b"}) {
      assertThat(gateway.post("/event", view(site)).status()).isEqualTo(202);
    }
    Answer answer = gateway.post("/event", view("c"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("error").path("message").asText()).contains("TIDEMARK_MAX_SITES");
    assertThat(gateway.post("/event", view("a")).status()).isEqualTo(202);
  }

  @Test
  void post_noSiteAndNoDefault_namesTheSetting() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config(null, Set.of(), 2, 1 << 20));
    JsonNode error = gateway.post("/event", "{\"path\":\"/\"}").json().path("error");
    assertThat(error.path("code").asText()).isEqualTo("missing_field");
    assertThat(error.path("message").asText()).contains("TIDEMARK_DEFAULT_SITE");
  }

  @ParameterizedTest
  @CsvSource({
    "/event,POST",
    "/events,POST",
    "/events/batch,POST",
    "/page-views/single,POST",
    "/page-views/multi,POST",
    "/pixel.gif,GET",
    "/api/event,POST",
    "/api/send,POST",
    "/api/batch,POST"
  })
  void options_ingestRoutes_allowAnyOrigin(String path, String method) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.uri(path))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", "https://shop.example")
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "content-type,x-umami-cache")
            .build();
    Answer answer = gateway.send(request);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .isEqualTo("content-type, authorization, x-umami-cache");
    assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo(method + ", OPTIONS");
    assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("86400");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.received")).isZero();
  }

  @Test
  void post_fromABrowser_hasItsUserAgent() {
    gateway.browser("/event", "{\"path\":\"/\"}");
    gateway.browser("/event", "{\"path\":\"/\",\"userAgent\":\"Tv/1\"}");
    gateway.browser("/events", "[{\"path\":\"/\"}]");
    gateway.post("/event", "{\"path\":\"/\"}");
    assertThat(gateway.published())
        .extracting(event -> event.path("user_agent").asText(""))
        .containsExactly(GatewayUnderTest.BROWSER, "Tv/1", "", "");
  }

  @Test
  void unknownAddress_is404InTheOneShape() {
    for (String path : new String[] {"/", "/nope", "/event/x", "/stats"}) {
      Answer answer = gateway.get(path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.errorCode()).isEqualTo("not_found");
    }
    assertThat(gateway.counted("tidemark.ingest.received")).isZero();
  }

  @Test
  void wrongMethod_is405WithAllow() {
    for (String path : new String[] {"/event", "/events", "/events/batch"}) {
      Answer answer = gateway.get(path);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.errorCode()).isEqualTo("method_not_allowed");
      assertThat(answer.header("Allow")).contains("POST");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }
    assertThat(gateway.post("/health", "{}").status()).isEqualTo(405);
  }

  private static String view(String site) {
    return "{\"path\":\"/\",\"site_id\":\"" + site + "\"}";
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
