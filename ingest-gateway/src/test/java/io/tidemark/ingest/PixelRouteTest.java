package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelRouteTest {
  private final GatewayUnderTest gateway = new GatewayUnderTest();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void countersBalance_andClose() {
    assertThat(gateway.counted("tidemark.ingest.received"))
        .isEqualTo(
            gateway.counted("tidemark.ingest.accepted")
                + gateway.counted("tidemark.ingest.refused"));
    gateway.close();
  }

  private HttpResponse<byte[]> get(String query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.uri("/pixel.gif" + query))
            .header("User-Agent", GatewayUnderTest.BROWSER)
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.body()).hasSize(43);
    assertThat(new String(response.body(), 0, 6, StandardCharsets.US_ASCII)).isEqualTo("GIF89a");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/gif");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    return response;
  }

  @Test
  void get_event_isPublishedAndAnsweredWithTheImage() throws Exception {
    HttpResponse<byte[]> response =
        get(
            "?site_id=shop&path=%2Fcaf%C3%A9+au%20lait%3Futm_source=x&userId=ann&count=3"
                + "&timestamp=2026-03-01T10:00:00Z&properties=%7B%22a%22:%201%7D&_=123");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(gateway.publishedText())
        .containsExactly(
            "{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"path\":\"/café au lait\","
                + "\"user_id\":\"ann\",\"timestamp\":\"2026-03-01T10:00:00.000Z\","
                + "\"user_agent\":\""
                + GatewayUnderTest.BROWSER
                + "\",\"utm_source\":\"x\",\"properties\":{\"a\":1},\"count\":3}");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none,missing_field path",
        "?site_id=a,missing_field path",
        "?path=/&path=/,duplicate_field path",
        "?path=/&site_id=a&siteId=a,duplicate_field site_id",
        "?path=/&count=0,invalid_count count",
        "?path=/&count=x,invalid_count count",
        "?path=/&timestamp=yesterday,invalid_timestamp timestamp",
        "?path=/&timestamp=99999999999999999999,invalid_timestamp timestamp",
        "?path=/&properties=x,invalid_json properties",
        "?path=/&properties=[1],invalid_type properties",
        "?path=/%ff,invalid_value",
        "?path=%00,invalid_value path"
      })
  void get_wrongField_is400WithTheImage(String query, String why) throws Exception {
    String encoded = query == null ? "" : query.replace("[", "%5B").replace("]", "%5D");
    HttpResponse<byte[]> response = get(encoded);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("X-Tidemark-Refused")).hasValue(why);
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.refused")).isEqualTo(1);
  }

  @Test
  void get_kafkaAway_is503WithTheImage() throws Exception {
    gateway.kafka.mode(Mode.AWAY);
    HttpResponse<byte[]> response = get("?path=/");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
  }
}
