package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.query.fixture.Promised;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.query.merge.Wire;
import io.tidemark.query.plan.Plan;
import io.tidemark.schemas.openapi.ApiContract;
import io.tidemark.schemas.openapi.ContractFile;
import io.tidemark.topology.view.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The query server and its OpenAPI document say the same. Beyond this, {@link TestServer} holds
 * every answer of every test against the document.
 */
@Timeout(60)
class OpenApiTest {
  private static final String STREAM = "/stats/live";
  private static final String SECRET = "secret";

  private final TestServer server =
      new TestServer(new Endpoint("self", 1), "shop", List.of(), SECRET);
  private final ApiContract contract = new ApiContract(ContractFile.QUERY);

  @BeforeEach
  void count() {
    server.statistics.events =
        List.of(
            Seen.view("shop", "/", "u1", "2025-11-11T09:00:00Z").by("Firefox"),
            Seen.view("shop", "/pricing", "u2", "2025-11-12T10:19:00Z").by("Firefox"),
            Seen.event("shop", "u2", "2025-11-12T10:19:30Z"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void routes_registered_areThoseInTheDocument() {
    Set<String> registered = new TreeSet<>(server.server.routes());
    Set<String> heads = new TreeSet<>();
    registered.removeIf(route -> route.startsWith("HEAD ") && heads.add(route.substring(5)));

    assertThat(registered).isEqualTo(contract.routes());
    assertThat(heads).isEqualTo(gets(path -> !path.equals(STREAM)));
  }

  @Test
  void parameters_ofEveryReport_areThoseTheServerKnows() {
    for (String path : reports()) {
      String message = error(server.get(path + "?nosuch=1")).path("message").asText();
      String known = message.substring(message.indexOf("any of ") + "any of ".length());

      Set<String> documented = new TreeSet<>();
      parameters(path).forEach(parameter -> documented.add(parameter.path("name").asText()));

      assertThat(documented).as(path).isEqualTo(new TreeSet<>(List.of(known.split(", "))));
    }
  }

  @Test
  void parameters_required_areMissedIfAbsent() {
    for (String path : reports()) {
      for (JsonNode parameter : parameters(path)) {
        String name = parameter.path("name").asText();
        boolean required = parameter.path("required").asBoolean();
        if (required || !path.equals(STREAM)) {
          HttpResponse<String> response = server.get(example(path, name));
          assertThat(response.statusCode())
              .as(path + " without " + name)
              .isEqualTo(required ? 400 : 200);
        }
      }
    }
  }

  @Test
  void parameters_withBounds_areTakenWithinAndRefusedBeyond() {
    int bounds = 0;
    for (String path : reports()) {
      for (JsonNode parameter : parameters(path)) {
        JsonNode schema = parameter.path("schema");
        String name = parameter.path("name").asText();
        if (schema.has("maximum") && !path.equals(STREAM)) {
          assertAnswered(path, name, schema.path("minimum").asLong(), 200);
          assertAnswered(path, name, schema.path("minimum").asLong() - 1, 400);
          assertAnswered(path, name, schema.path("maximum").asLong(), 200);
        }
        if (schema.has("maximum")) {
          assertAnswered(path, name, schema.path("maximum").asLong() + 1, 400);
          bounds++;
        }
        if (schema.has("default")) {
          assertThat(error(server.get(example(path, name) + "&" + name + "=%00")).path("code"))
              .hasToString("\"invalid_" + name + "\"");
        }
      }
    }
    assertThat(bounds).isGreaterThan(8);
  }

  private void assertAnswered(String path, String name, long value, int status) {
    String target = example(path, name) + "&" + name + "=" + value;
    assertThat(server.get(target).statusCode()).as(target).isEqualTo(status);
  }

  @Test
  void parameters_withChoices_takeEach() {
    for (String path : reports()) {
      for (JsonNode parameter : parameters(path)) {
        String name = parameter.path("name").asText();
        for (JsonNode choice : contract.resolve(parameter.path("schema")).path("enum")) {
          if (!choice.asText().equals("user_id") && !path.equals(STREAM)) {
            String target = example(path, name) + "&" + name + "=" + choice.asText();
            assertThat(server.get(target).statusCode()).as(target).isEqualTo(200);
          }
        }
      }
    }
  }

  @Test
  void page_withItsFiles_isServedUnderAStrictPolicy() {
    HttpResponse<String> page = server.get("/docs");

    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValue(ContractFile.PAGE_POLICY);
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    for (String address : List.of("openapi.json", "docs/page.js", "docs/page.css")) {
      assertThat(page.body()).contains("\"" + address + "\"");
      assertThat(server.get("/" + address).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void page_withASlashBehind_isElsewhere() {
    HttpResponse<String> response = server.get("/docs/");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).hasValue("../docs");
  }

  @Test
  void answers_everyOneInTheDocument_canBeHad() throws Exception {
    for (String path : gets(path -> true)) {
      send(server.request(path).method("OPTIONS", BodyPublishers.noBody()));
      if (!path.equals(STREAM)) {
        send(server.request(example(path, "")));
      }
    }
    reports().forEach(path -> send(server.request(path + "?nosuch=1")));
    peers("shop");
    firstFigures();

    server.statistics.connected = false;
    send(server.request("/health"));
    server.statistics.readable = false;
    send(server.request("/readyz"));
    // limit, for whoever asks what is followed already gets its figures
    atOnce(reports(), path -> send(server.request(example(path, "") + anotherLimit(path, 7))));
    askPeer(SECRET, question("shop"));

    server.statistics.failing = true;
    reports().forEach(path -> send(server.request(example(path, "") + anotherLimit(path, 8))));
    askPeer(SECRET, question("shop"));

    assertThat(contract.unseen()).isEmpty();
  }

  /** Each waits for seconds, as while a partition is handed over. */
  private static void atOnce(Set<String> paths, Consumer<String> task) {
    CompletableFuture.allOf(
            paths.stream()
                .map(
                    path ->
                        CompletableFuture.runAsync(
                            () -> task.accept(path), run -> new Thread(run, path).start()))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static String anotherLimit(String path, int limit) {
    return path.equals(STREAM) ? "&limit=" + limit : "";
  }

  private void peers(String site) {
    askPeer(SECRET, question(site));
    askPeer(SECRET, "{}".getBytes(StandardCharsets.UTF_8));
    askPeer("other", question(site));
    askPeer("/internal/replicas", SECRET, new byte[0]);
    askPeer("/internal/replicas", "other", new byte[0]);
    askPeer(SECRET, new byte[300_000]);
  }

  private static byte[] question(String site) {
    return Wire.write(new Wire.Question(Wire.VERSION, 0, new Plan.QualityRead(site)));
  }

  private void askPeer(String secret, byte[] question) {
    askPeer("/internal/partial", secret, question);
  }

  private void askPeer(String path, String secret, byte[] question) {
    send(
        server
            .request(path)
            .header("Authorization", TestServer.sealed(secret, path, question))
            .POST(BodyPublishers.ofByteArray(question)));
  }

  /** The stream does not end, so it is held against the document by its first line. */
  private void firstFigures() throws IOException, InterruptedException {
    HttpResponse<InputStream> live =
        HttpClient.newHttpClient()
            .send(server.request(example(STREAM, "")).build(), BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
      String data = lines.readLine();
      assertThat(data).startsWith("data: ");
      assertThat(contract.validate("/components/schemas/Realtime", data.substring(6))).isEmpty();
      assertThat(
              contract.problems(
                  new ApiContract.Answer(
                      "GET",
                      STREAM,
                      live.statusCode(),
                      name -> live.headers().firstValue(name).orElse(""),
                      data)))
          .isEmpty();
    }
  }

  private void send(HttpRequest.Builder request) {
    HttpRequest sent = request.build();
    Promised.verify(contract, sent, server.send(request));
  }

  private Set<String> gets(Predicate<String> which) {
    return contract.routes().stream()
        .filter(route -> route.startsWith("GET "))
        .map(route -> route.substring(4))
        .filter(which)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> reports() {
    return gets(path -> tag(path).equals("Reports"));
  }

  private String tag(String path) {
    return contract.operation("GET", path).path("tags").path(0).asText();
  }

  private List<JsonNode> parameters(String path) {
    List<JsonNode> parameters = new ArrayList<>();
    contract
        .operation("GET", path)
        .path("parameters")
        .forEach(parameter -> parameters.add(contract.resolve(parameter)));
    return parameters;
  }

  /** A route with the examples of its parameters but one. */
  private String example(String path, String without) {
    return path
        + "?"
        + parameters(path).stream()
            .filter(parameter -> parameter.has("example"))
            .filter(parameter -> !parameter.path("name").asText().equals(without))
            .map(
                parameter ->
                    parameter.path("name").asText()
                        + "="
                        + URLEncoder.encode(
                            parameter.path("example").asText(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  private static JsonNode error(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    return TestServer.parse(response.body()).path("error");
  }
}
