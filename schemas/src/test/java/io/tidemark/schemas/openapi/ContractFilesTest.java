package io.tidemark.schemas.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The files of the contract fit together. */
class ContractFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(names = {"GATEWAY", "QUERY"})
  void document_references_leadSomewhereAndAllComponentsAreUsed(ContractFile file) {
    ApiContract api = new ApiContract(file);
    Set<String> used = new HashSet<>();
    for (JsonNode reference : api.document().findValues("$ref")) {
      String pointer = reference.asText().substring(1);
      assertThat(api.document().at(pointer).isMissingNode()).as(pointer).isFalse();
      used.add(pointer);
    }
    api.document()
        .path("components")
        .properties()
        .forEach(
            kind -> {
              if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name ->
                            assertThat(used).contains("/components/" + kind.getKey() + "/" + name));
              }
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"GATEWAY", "QUERY"})
  void document_operations_areDescribed(ContractFile file) {
    ApiContract api = new ApiContract(file);
    Set<String> tags = Set.copyOf(api.document().path("tags").findValuesAsText("name"));
    for (String route : api.routes()) {
      JsonNode operation = api.operation(route.split(" ")[0], route.split(" ")[1]);
      assertThat(operation.path("summary").asText()).as(route).isNotBlank().doesNotEndWith(".");
      assertThat(tags).as(route).contains(operation.path("tags").path(0).asText());
      assertThat(operation.path("responses")).as(route).isNotEmpty();
      operation
          .path("responses")
          .forEach(it -> assertThat(api.resolve(it).path("description").asText()).isNotBlank());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GATEWAY", "QUERY"})
  void document_examples_areValid(ContractFile file) {
    ApiContract api = new ApiContract(file);
    List<String> wrong = new ArrayList<>();
    int examples = 0;
    for (JsonNode content : api.document().findValues("content")) {
      for (var media : content.properties()) {
        List<JsonNode> values = new ArrayList<>(media.getValue().findValues("value"));
        if (media.getValue().has("example")) {
          values.add(media.getValue().path("example"));
        }
        for (JsonNode value : values) {
          examples++;
          boolean json = media.getKey().endsWith("/json") || !value.isTextual();
          String text = json ? value.toString() : TextNode.valueOf(value.asText()).toString();
          api.validate(media.getValue().path("schema"), text)
              .forEach(problem -> wrong.add(problem + " in " + value));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(examples).isGreaterThan(20);
  }

  @Test
  void gatewaysEvent_isTheEventSchema() throws IOException {
    ObjectNode schema = (ObjectNode) JSON.readTree(ContractFile.EVENT_SCHEMA.bytes());
    schema.remove(List.of("$schema", "$id"));
    JsonNode event =
        new ApiContract(ContractFile.GATEWAY).document().at("/components/schemas/Event");
    assertThat(event).isEqualTo(schema);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_ANY,
      names = {"PAGE.*"})
  void page_addresses_areItsOwnServers(ContractFile file) {
    String text = new String(file.bytes(), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("//cdn").doesNotContainPattern("https?://");
    assertThat(text).doesNotContain("innerHTML", "eval(", "style=", "onclick");
    Matcher addresses = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(text);
    while (addresses.find()) {
      assertThat(addresses.group(1)).isIn("openapi.json", "docs/page.js", "docs/page.css");
    }
  }

  @ParameterizedTest
  @EnumSource
  void file_isThere(ContractFile file) {
    assertThat(file.bytes()).isNotEmpty();
    assertThat(file.mediaType()).contains("/");
  }
}
