package io.tidemark.query.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final Path SOURCES = Path.of("src/main/resources/io/tidemark/query/dashboard");
  private static final String CHART = "chart.umd.min.js";
  private static final int MAX_LINES = 250;

  private final Dashboard dashboard = Dashboard.load(":3001");
  private final String page = new String(dashboard.page().plain(), StandardCharsets.UTF_8);

  @Test
  void files_ofTheFolder_areAllNamedByThePage() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      Set<String> names =
          sources
              .map(path -> path.getFileName().toString())
              .filter(name -> !name.equals("index.html"))
              .collect(Collectors.toCollection(TreeSet::new));
      names.add(CHART);

      assertThat(new TreeSet<>(dashboard.files().keySet())).isEqualTo(names);
    }
  }

  @Test
  void modules_importOrLoad_onlyWhatIsServed() {
    ours()
        .forEach(
            (name, text) ->
                assertThat(found("(?:from|import\\() ?'\\./([^']+)'|new URL\\('([^']+)'", text))
                    .as(name)
                    .allSatisfy(used -> assertThat(dashboard.files()).containsKey(used)));
  }

  @Test
  void page_underItsPolicy_hasNothingInline() {
    assertThat(page)
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContain("<style")
        .doesNotContainPattern("\\sstyle=")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContain("{{");
    assertThat(Dashboard.POLICY).doesNotContain("unsafe");
  }

  @Test
  void modules_never_makeMarkupOfText() {
    ours()
        .forEach(
            (name, text) ->
                assertThat(text)
                    .as(name)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")
                    .doesNotContain("document.write", "new Function", "'style'"));
  }

  @Test
  void files_nameNothingElsewhere() {
    ours()
        .forEach(
            (name, text) ->
                assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                    .as(name)
                    .doesNotContainPattern("['\"(]https?://")
                    .doesNotContain("@import", "url("));
    assertThat(page).doesNotContain("http://", "https://");
  }

  @Test
  void files_ofOurs_areShort() {
    ours()
        .forEach(
            (name, text) ->
                assertThat(text.lines().count()).as(name).isLessThanOrEqualTo(MAX_LINES));
  }

  @Test
  void assets_compressed_areTheSame() throws IOException {
    for (Asset asset : dashboard.files().values()) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(asset.gzip()))) {
        assertThat(gzip.readAllBytes()).as(asset.name()).isEqualTo(asset.plain());
      }
    }
  }

  @Test
  void firstSight_withoutTheChartLibrary_isSmall() {
    int bytes = dashboard.page().gzip().length;
    for (Asset asset : dashboard.files().values()) {
      bytes += asset.name().equals(CHART) ? 0 : asset.gzip().length;
    }

    assertThat(bytes).isLessThan(60_000);
  }

  @Test
  void gateway_inThePage_isEscaped() {
    Asset hostile = Dashboard.load("http://x\"><script>").page();

    assertThat(new String(hostile.plain(), StandardCharsets.UTF_8))
        .contains("content=\"http://x&quot;>&lt;script>\"");
    assertThat(page).contains("content=\":3001\"");
  }

  @Test
  void version_sameFiles_isTheSame() {
    assertThat(Dashboard.load("").version()).isEqualTo(dashboard.version());
    assertThat(page).contains("dashboard/" + dashboard.version() + "/app.js");
  }

  /** Our own files by name. */
  private Map<String, String> ours() {
    return dashboard.files().values().stream()
        .filter(asset -> !asset.name().equals(CHART))
        .collect(
            Collectors.toMap(
                Asset::name, asset -> new String(asset.plain(), StandardCharsets.UTF_8)));
  }

  private static Set<String> found(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return found;
  }
}
