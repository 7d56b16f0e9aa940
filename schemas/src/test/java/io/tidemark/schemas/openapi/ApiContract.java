package io.tidemark.schemas.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;

/**
 * An OpenAPI document that answers are held against, and which of the answers it promises were
 * seen. Thread-safe.
 */
public final class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT = "urn:tidemark:openapi";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "options");

  /** Statuses that any address may have, with an error in the common shape. */
  private static final Set<Integer> ANYWHERE = Set.of(404, 405, 414, 431);

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  public ApiContract(ContractFile file) {
    String text = new String(file.bytes(), StandardCharsets.UTF_8);
    this.document = parse(text);
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(DOCUMENT, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /**
   * An answer of a server.
   *
   * @param target path and query of the request
   * @param header its headers by name in lower case; empty: not there
   */
  public record Answer(
      String method, String target, int status, UnaryOperator<String> header, String body) {
    String path() {
      int mark = target.indexOf('?');
      return mark < 0 ? target : target.substring(0, mark);
    }

    String mediaType() {
      return header.apply("content-type").split(";", 2)[0].trim();
    }
  }

  /** The whole document. */
  public JsonNode document() {
    return document;
  }

  /** Every route, as {@code GET /stats}. */
  public Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            routes.add(
                                operation.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey())));
    return routes;
  }

  /** The operation of a route; missing if there is none. */
  public JsonNode operation(String method, String path) {
    return document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
  }

  /** What a reference within the document leads to; anything else is itself. */
  public JsonNode resolve(JsonNode value) {
    JsonNode found = value;
    while (found.has("$ref")) {
      found = document.at(found.path("$ref").asText().substring(1));
    }
    return found;
  }

  /** The answers that are promised and were not seen, as {@code GET /stats 503}. */
  public Set<String> unseen() {
    Set<String> unseen = new TreeSet<>();
    for (String route : routes()) {
      String[] parts = route.split(" ", 2);
      operation(parts[0], parts[1])
          .path("responses")
          .fieldNames()
          .forEachRemaining(status -> unseen.add(route + " " + status));
    }
    unseen.removeAll(seen);
    return unseen;
  }

  /** What is wrong with an answer; empty: it is as promised. */
  public List<String> problems(Answer answer) {
    String method = answer.method().equals("HEAD") ? "GET" : answer.method();
    JsonNode operation =
        METHODS.contains(method.toLowerCase(Locale.ROOT))
            ? operation(method, answer.path())
            : MissingNode.getInstance();
    String status = Integer.toString(answer.status());
    JsonNode promised = operation.path("responses").path(status);
    List<String> problems = new ArrayList<>();
    if (!promised.isMissingNode()) {
      seen.add(method + " " + answer.path() + " " + status);
      headers(resolve(promised), answer, problems);
      if (!answer.method().equals("HEAD")) {
        body(operation, answer, problems);
      }
    } else if (!ANYWHERE.contains(answer.status()) && !isRedirect(answer)) {
      problems.add("there is no such answer in the document");
    } else if (!answer.method().equals("HEAD") && !isRedirect(answer)) {
      problems.addAll(validate("/components/schemas/Error", answer.body()));
    }
    return problems.stream()
        .map(problem -> answer.method() + " " + answer.target() + " " + status + ": " + problem)
        .toList();
  }

  /** To the address without the slash at its end. */
  private static boolean isRedirect(Answer answer) {
    return answer.status() == 302 && answer.path().endsWith("/");
  }

  private static void headers(JsonNode response, Answer answer, List<String> problems) {
    response
        .path("headers")
        .properties()
        .forEach(
            header -> {
              String value = answer.header().apply(header.getKey().toLowerCase(Locale.ROOT));
              if (header.getValue().path("required").asBoolean() && value.isEmpty()) {
                problems.add("the header " + header.getKey() + " is missing");
              }
            });
  }

  private void body(JsonNode operation, Answer answer, List<String> problems) {
    JsonNode promised = operation.path("responses").path(Integer.toString(answer.status()));
    JsonNode content = resolve(promised).path("content");
    if (content.isEmpty()) {
      if (!answer.body().isEmpty()) {
        problems.add("there is a body: " + answer.body());
      }
      return;
    }
    JsonNode schema = content.path(answer.mediaType()).path("schema");
    if (schema.isMissingNode()) {
      problems.add("its media type is " + answer.mediaType());
      return;
    }
    boolean json = answer.mediaType().endsWith("json");
    String value = json ? answer.body() : TextNode.valueOf(answer.body()).toString();
    for (String problem : validate(schema, value)) {
      problems.add(problem + " in " + answer.body());
    }
  }

  /**
   * What is wrong with a value.
   *
   * @param pointer to its schema in the document
   */
  public List<String> validate(String pointer, String json) {
    return validate(JSON.createObjectNode().put("$ref", "#" + pointer), json);
  }

  /**
   * What is wrong with a value.
   *
   * @param schema of this document
   */
  public List<String> validate(JsonNode schema, String json) {
    return schemas
        .computeIfAbsent(schema.toString(), this::compile)
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** References are written anew, so that the schema may stand outside of the document. */
  private Schema compile(String schema) {
    String outside = schema.replace("\"$ref\":\"#/", "\"$ref\":\"" + DOCUMENT + "#/");
    ObjectNode whole = (ObjectNode) parse(outside);
    String id = "urn:tidemark:schema:" + Integer.toHexString(schema.hashCode());
    return registry.getSchema(SchemaLocation.of(id), whole.toString(), InputFormat.JSON);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
