package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.tracker.TrackerAddresses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracker as browsers get it. */
class TrackerRouteTest {
  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void script_asked_isForPagesOfAnyOrigin() {
    Answer answer = gateway.get("/tracker.js");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(answer.header("Cache-Control"))
        .isEqualTo("public, max-age=86400, stale-while-revalidate=604800");
    assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.raw().body()).startsWith("(").contains("\"event\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
  void script_unchanged_is304(String ifNoneMatch) {
    String etag = gateway.get("/tracker.js").header("ETag");

    Answer answer =
        gateway.send(
            request("/tracker.js").header("If-None-Match", ifNoneMatch.formatted(etag)).build());

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.raw().body()).isEmpty();
    assertThat(answer.header("ETag")).isEqualTo(etag);
    assertThat(answer.header("Cache-Control")).startsWith("public");
  }

  @Test
  void script_changed_isSentAgain() {
    Answer answer =
        gateway.send(request("/tracker.js").header("If-None-Match", "\"older\"").build());

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br, zstd | true",
        "br;q=1.0, GZIP;q=0.5 | true",
        "* | true",
        "gzip;q=0, * | false",
        "gzip;q=0.000 | false",
        "br | false",
        "identity | false"
      })
  void script_whoeverTakesGzip_getsTheSameCompressed(String accepted, boolean compressed)
      throws Exception {
    HttpRequest request = request("/tracker.js").header("Accept-Encoding", accepted).build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(compressed);
    byte[] script = compressed ? gunzip(answer.body()) : answer.body();
    Answer plain = gateway.get("/tracker.js");
    assertThat(new String(script, StandardCharsets.UTF_8)).isEqualTo(plain.raw().body());
    assertThat(answer.headers().firstValue("ETag").orElseThrow().equals(plain.header("ETag")))
        .isEqualTo(!compressed);
  }

  @Test
  void script_head_hasNoBody() {
    Answer answer =
        gateway.send(request("/tracker.js").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body()).isEmpty();
    assertThat(answer.header("ETag")).isNotEmpty();
  }

  @Test
  void addressesOfOnesOwn_areServedAndTaken() throws Exception {
    var addresses = new TrackerAddresses("/js/v1/stats.js", "/js/hello");
    try (var own = new GatewayUnderTest(GatewayUnderTest.config(addresses))) {
      HttpClient client = HttpClient.newHttpClient();
      var script =
          client.send(
              HttpRequest.newBuilder(own.uri("/js/v1/stats.js")).build(), BodyHandlers.ofString());
      assertThat(script.statusCode()).isEqualTo(200);
      assertThat(script.body()).contains("\"../../js/hello\"").doesNotContain("\"event\"");

      var answer =
          client.send(
              HttpRequest.newBuilder(own.uri("/js/hello"))
                  .header("Content-Type", "text/plain;charset=UTF-8")
                  .POST(BodyPublishers.ofString("{\"path\":\"/\"}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
      assertThat(own.get("/tracker.js").status()).isEqualTo(404);
      assertThat(own.post("/event", "{\"path\":\"/\"}").status()).isEqualTo(202);
    }
  }

  @Test
  void addressesTaken_areThoseOfTheGateway() {
    Set<String> paths = new TreeSet<>();
    gateway.routes().forEach(route -> paths.add(route.split(" ", 2)[1]));
    paths.removeAll(Set.of("/tracker.js", "/event"));

    assertThat(paths).allMatch(TrackerAddresses::isTaken);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.uri(path));
  }

  private static byte[] gunzip(byte[] bytes) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
