package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import io.tidemark.schemas.openapi.ApiContract;
import io.tidemark.schemas.openapi.ContractFile;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The gateway and its OpenAPI document say the same. Beyond this, {@link GatewayUnderTest} holds
 * every answer of every test against the document.
 */
class OpenApiTest {
  private static final Set<String> NOT_FOR_EVENTS = Set.of("Operation", "Documents", "Preflight");

  private final ApiContract contract = new ApiContract(ContractFile.GATEWAY);
  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void routes_registered_areThoseInTheDocument() {
    Set<String> registered = new TreeSet<>(gateway.routes());
    registered.removeIf(route -> route.startsWith("HEAD "));

    assertThat(registered).isEqualTo(contract.routes());
  }

  @Test
  void doors_media_areThoseInTheDocument() {
    for (String path : doors("POST")) {
      String message =
          promised(gateway, post(path, "image/png", "x")).raw().body().replace("\\\"", "");
      String known = message.replaceAll(".*expected ([^(]*) \\(.*", "$1");
      Set<String> documented = new TreeSet<>();
      content(path).fieldNames().forEachRemaining(documented::add);
      assertThat(documented).as(path).isEqualTo(new TreeSet<>(List.of(known.split(" or "))));
    }
  }

  @Test
  void examples_ofEveryDoor_areTakenAndValid() {
    for (String path : doors("POST")) {
      for (var media : content(path).properties()) {
        String body = text(media.getValue().path("example"));
        Answer answer = promised(gateway, post(path, media.getKey(), body));
        assertThat(answer.status()).as(path + " " + answer.raw().body()).isIn(200, 202);
        assertThat(answer.json().path("rejected")).as(path).isEmpty();
        assertThat(answer.json().path("errors").asInt()).as(path).isZero();
      }
    }
    assertThat(promised(gateway, get(pixel())).status()).isEqualTo(200);
    assertThat(gateway.published()).hasSizeGreaterThan(doors("POST").size());
  }

  @Test
  void pixel_everyParameter_isAField() {
    String path = pixel() + "&count=2&properties=" + encoded("{\"a\":1}");
    assertThat(promised(gateway, get(path)).status()).isEqualTo(200);
    JsonNode event = gateway.published().get(0);
    assertThat(event.path("count").asInt()).isEqualTo(2);
    for (JsonNode parameter : contract.operation("GET", "/pixel.gif").path("parameters")) {
      String name = parameter.path("name").asText();
      String twice = "/pixel.gif?path=/&" + name + "=1&" + name + "=1";
      assertThat(promised(gateway, get(twice)).header("X-Tidemark-Refused")).endsWith(" " + name);
    }
  }

  @Test
  void requests_takenByADialect_areValidInTheDocument() {
    Map<String, List<String>> bodies = new TreeMap<>();
    bodies.put(
        "/api/event",
        List.of(
            "{\"name\":7,\"url\":\"/x\",\"domain\":\"a\"}",
            "{\"n\":\"pageview\",\"v\":29,\"u\":\"https://a.example/\",\"d\":\"a\",\"r\":null}",
            "{\"n\":\"x\",\"u\":\"/\",\"d\":\"a\",\"p\":\"{}\",\"h\":1,\"i\":false,\"$\":{}}",
            "{\"n\":\"engagement\",\"u\":\"/\",\"d\":\"a\",\"e\":\"12\",\"sd\":50}"));
    bodies.put(
        "/api/send",
        List.of(
            "{\"type\":\"identify\",\"payload\":{\"website\":\"a\",\"id\":\"u\",\"data\":null}}",
            "{\"type\":\"performance\",\"payload\":{\"website\":\"a\",\"lcp\":1.5}}",
            "{\"type\":\"event\",\"payload\":{\"url\":\"/\",\"timestamp\":\"1700000000\"}}"));
    bodies.put("/page-views/single", List.of("{\"page\":\"/\",\"timestamp\":1700000000000}"));
    bodies.put("/page-views/multi", List.of("{\"a.b/\":{\"2025-01-01T00:00Z\":1},\"x\":null}"));
    bodies.put("/events", List.of("[{\"path\":\"/\"}]", "{\"events\":[{\"path\":\"/\"}],\"x\":1}"));
    bodies.forEach(
        (path, each) ->
            each.forEach(
                body -> {
                  Answer answer = promised(gateway, post(path, "application/json", body));
                  assertThat(answer.status()).as(body + answer.raw().body()).isIn(200, 202);
                  JsonNode schema = content(path).path("application/json").path("schema");
                  assertThat(contract.validate(schema, body)).as(body).isEmpty();
                }));
  }

  @Test
  void page_withItsFiles_isServedUnderAStrictPolicy() {
    HttpResponse<String> page = promised(gateway, get("/docs")).raw();

    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValue(ContractFile.PAGE_POLICY);
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    for (String address : List.of("openapi.json", "docs/page.js", "docs/page.css")) {
      assertThat(page.body()).contains("\"" + address + "\"");
      assertThat(promised(gateway, get("/" + address)).status()).isEqualTo(200);
    }
  }

  @Test
  void page_withASlashBehind_isElsewhere() {
    HttpResponse<String> response = gateway.get("/docs/").raw();

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).hasValue("../docs");
  }

  @Test
  void answers_everyOneInTheDocument_canBeHad() {
    for (String route : contract.routes()) {
      String[] parts = route.split(" ", 2);
      if (!parts[0].equals("POST")) {
        promised(gateway, request(parts[1]).method(parts[0], BodyPublishers.noBody()).build());
      }
    }
    promised(gateway, get(pixel()));
    for (String path : doors("POST")) {
      promised(gateway, example(path));
      promised(gateway, post(path, "application/json", "{"));
      promised(gateway, post(path, "image/png", "{"));
      promised(gateway, post(path, "application/json", " ".repeat((8 << 20) + 1)));
    }
    promised(gateway, request("/tracker.js").header("If-None-Match", "*").build());
    onlyOtherSites();
    brokenAndAway();

    assertThat(contract.unseen()).isEmpty();
  }

  private void onlyOtherSites() {
    try (var closed =
        new GatewayUnderTest(GatewayUnderTest.config("other", Set.of("other"), 1, 64 << 20))) {
      doors("POST").forEach(path -> promised(closed, example(path)));
      promised(closed, get(pixel()));
      promised(closed, post("/page-views/single", "application/json", "{\"page\":\"x.y/\"}"));
    }
    try (GatewayUnderTest suspicious = Bots.gateway()) {
      HttpRequest.Builder request =
          request("/api/send").POST(BodyPublishers.ofString(body("/api/send")));
      assertThat(
              promised(suspicious, request.header("User-Agent", GatewayUnderTest.BROWSER).build())
                  .raw()
                  .body())
          .isEqualTo("{\"beep\":\"boop\"}");
    }
  }

  private void brokenAndAway() {
    gateway.kafka.mode(Mode.THROW);
    doors("POST").forEach(path -> promised(gateway, example(path)));
    promised(gateway, get(pixel()));
    gateway.kafka.mode(Mode.AWAY);
    doors("POST").forEach(path -> promised(gateway, example(path)));
    promised(gateway, get(pixel()));
    promised(gateway, get("/health"));
    promised(gateway, get("/readyz"));
  }

  /** Sends a request that was built for the first gateway to another, and verifies the answer. */
  private Answer promised(GatewayUnderTest to, HttpRequest built) {
    URI uri = built.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    HttpRequest request =
        HttpRequest.newBuilder(built, (name, value) -> true)
            .uri(to.uri(uri.getRawPath() + query))
            .build();
    Answer answer = to.send(request);
    Promised.verify(contract, request, answer.raw());
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.uri(path));
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest post(String path, String type, String body) {
    return request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
  }

  private HttpRequest example(String path) {
    return post(path, "application/json", body(path));
  }

  private String body(String path) {
    return text(content(path).path("application/json").path("example"));
  }

  private JsonNode content(String path) {
    return contract.resolve(contract.operation("POST", path).path("requestBody")).path("content");
  }

  private static String text(JsonNode example) {
    return example.isTextual() ? example.asText() : example.toString();
  }

  private String pixel() {
    return "/pixel.gif?"
        + StreamSupport.stream(
                contract.operation("GET", "/pixel.gif").path("parameters").spliterator(), false)
            .filter(parameter -> parameter.has("example"))
            .map(
                parameter ->
                    parameter.path("name").asText()
                        + "="
                        + encoded(parameter.path("example").asText()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The routes that take events. */
  private List<String> doors(String method) {
    Predicate<String> forEvents =
        path ->
            !NOT_FOR_EVENTS.contains(
                contract
                    .operation(method.toLowerCase(Locale.ROOT), path)
                    .path("tags")
                    .path(0)
                    .asText());
    List<String> doors = new ArrayList<>();
    for (String route : contract.routes()) {
      if (route.startsWith(method + " ")) {
        doors.add(route.substring(method.length() + 1));
      }
    }
    doors.removeIf(forEvents.negate());
    return doors;
  }
}
