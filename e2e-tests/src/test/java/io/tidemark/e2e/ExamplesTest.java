package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.schemas.openapi.ContractFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of the HTTP API name every route, and show an example of each. */
class ExamplesTest {
  static final Set<String> PAGES =
      Set.of("docs/http-api.md", "docs/api-ingest.md", "docs/api-query.md");

  /** For other instances alone, and what belongs to the page at {@code /docs}. */
  private static final Set<String> NOT_SHOWN =
      Set.of(
          "POST /internal/partial",
          "POST /internal/replicas",
          "GET /docs/page.js",
          "GET /docs/page.css");

  @ParameterizedTest
  @CsvSource({"GATEWAY,3001", "QUERY,3002"})
  void routes_ofAServer_haveAnExampleEach(ContractFile file, int port) throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String page : PAGES) {
      for (Example example : Example.of(page)) {
        if (example.port() == port) {
          shown.add(example.route());
        }
      }
    }
    assertThat(shown).isEqualTo(routes(file));
  }

  @Test
  void routes_inTheTables_areThoseOfTheDocuments() throws IOException {
    Set<String> all = routes(ContractFile.GATEWAY);
    all.addAll(routes(ContractFile.QUERY));
    Set<String> tables = new TreeSet<>();
    Matcher rows =
        Pattern.compile("(?m)^\\| `((?:GET|POST) /[^`]*)` \\|.*\\[.*]\\(.*#.*\\) \\|$")
            .matcher(Deployment.text("docs/http-api.md"));
    while (rows.find()) {
      tables.add(rows.group(1));
    }
    assertThat(tables).isEqualTo(all);
  }

  @Test
  void codes_ofRefusals_areAllOnThePage() throws IOException {
    String page = Deployment.text("docs/api-ingest.md");
    assertThat(RefusalCode.values())
        .allSatisfy(refusal -> assertThat(page).contains("`" + refusal.code() + "`"));
  }

  /** The routes of a document, as {@code GET /stats}, but for those that are not shown. */
  private static Set<String> routes(ContractFile file) throws IOException {
    var document = new ObjectMapper().readTree(new String(file.bytes(), StandardCharsets.UTF_8));
    Set<String> routes = new TreeSet<>();
    for (var path : document.path("paths").properties()) {
      for (String method : Set.of("get", "post")) {
        if (path.getValue().has(method)) {
          routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    routes.removeAll(NOT_SHOWN);
    return routes;
  }
}
