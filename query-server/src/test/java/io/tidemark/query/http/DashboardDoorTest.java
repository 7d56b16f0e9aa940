package io.tidemark.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.dashboard.Dashboard;
import io.tidemark.query.fixture.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardDoorTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Dashboard dashboard = Dashboard.load(":3001");
  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void page_atTheRoot_isServedUnderAStrictPolicy() throws Exception {
    HttpResponse<byte[]> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(text(page)).startsWith("<!doctype html>");
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @CsvSource({
    "app.js, text/javascript",
    "base.css, text/css",
    "icon.svg, image/svg+xml",
    "chart.umd.min.js, text/javascript"
  })
  void file_ofThisVersion_mayBeKeptForEver(String name, String mediaType) throws Exception {
    HttpResponse<byte[]> file = get(address(name));

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(dashboard.file(name).orElseThrow().plain());
    assertThat(header(file, "Content-Type")).startsWith(mediaType);
    assertThat(header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
  }

  @Test
  void file_ofAnotherVersion_isAskedForAgain() throws Exception {
    HttpResponse<byte[]> file = get("/dashboard/older/app.js");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, gzip;q=0.8", "deflate , gzip ; q=1.0"})
  void file_gzipTaken_isSentCompressed(String accepted) throws Exception {
    HttpResponse<byte[]> file = get(address("app.js"), "Accept-Encoding", accepted);

    assertThat(header(file, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(file, "Vary")).contains("Accept-Encoding");
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(dashboard.file("app.js").orElseThrow().plain());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip;q=0", "gzip; q=0.000", "identity"})
  void file_gzipNotTaken_isSentPlain(String accepted) throws Exception {
    HttpResponse<byte[]> file = get(address("app.js"), "Accept-Encoding", accepted);

    assertThat(file.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(file.body()).isEqualTo(dashboard.file("app.js").orElseThrow().plain());
  }

  @Test
  void file_knownToTheBrowser_isNotSentAgain() throws Exception {
    String etag = header(get("/"), "ETag");

    for (String known : List.of(etag, "\"x\", " + etag, "*")) {
      HttpResponse<byte[]> again = get("/", "If-None-Match", known);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(etag);
    }
    assertThat(get("/", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/x/nothing.js",
        "/dashboard/x/index.html",
        "/dashboard/x/..%2FDashboard.class",
        "/dashboard/x/%2Fetc%2Fpasswd",
        "/dashboard/app.js",
        "/dashboard/"
      })
  void file_thatThePageDoesNotName_isNotThere(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void page_head_hasHeadersAlone() throws Exception {
    HttpResponse<byte[]> head = send(request("/").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "ETag")).isNotBlank();
    assertThat(head.body()).isEmpty();
  }

  private String address(String name) {
    return "/dashboard/" + dashboard.version() + "/" + name;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.server.port() + path));
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
