package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.Commands.When;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages of the documentation have in common. */
class DocumentsTest {
  private static final String INDEX = "docs/README.md";
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  /** Names of a shell's language that would not be found as blocks of commands. */
  private static final Set<String> OTHER_SHELLS = Set.of("bash", "shell", "console", "zsh");

  @ParameterizedTest
  @MethodSource("pages")
  void commands_sayWhetherTheyAreRun_orWhyNot(String page) throws IOException {
    List<Commands> blocks = Commands.of(page);
    assertThat(blocks)
        .allSatisfy(
            block -> {
              assertThat(block.when()).as(block.commands()).isNotEqualTo(When.UNKNOWN);
              assertThat(block.when() == When.NEVER && block.text().isBlank())
                  .as("not run for no reason: " + block.commands())
                  .isFalse();
            });
    long answered = blocks.stream().filter(block -> block.when() == When.ANSWERED).count();
    assertThat(answered)
        .as("examples with their answers, which ExamplesIT runs")
        .isEqualTo(ExamplesTest.PAGES.contains(page) ? Example.of(page).size() : 0);
    assertThat(fences(page)).as("languages of blocks").doesNotContainAnyElementsOf(OTHER_SHELLS);
    assertThat(fences(page).stream().filter("sh"::equals)).hasSameSizeAs(blocks);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadToFilesAndHeadings(String page) throws IOException {
    Matcher links = LINK.matcher(Deployment.text(page).replaceAll("(?s)```.*?```", ""));
    while (links.find()) {
      if (links.group(1).matches("[a-z]+:.*")) {
        continue;
      }
      String[] target = links.group(1).split("#", 2);
      Path from = Path.of(page);
      Path to = target[0].isEmpty() ? from : from.resolveSibling(target[0]).normalize();
      assertThat(Deployment.ROOT.resolve(to)).as(page + " " + links.group()).exists();
      if (target.length > 1) {
        assertThat(headings(to.toString())).as(page + " " + links.group()).contains(target[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void settings_areThoseOfTheCode(String page) throws IOException {
    if (Path.of(page).getNameCount() > 2) {
      return; // decisions and measurements tell of their time
    }
    Set<String> known = Catalogue.all().stream().map(Setting::key).collect(Collectors.toSet());
    Matcher names = Pattern.compile("TIDEMARK_[A-Z_]+").matcher(Deployment.text(page));
    while (names.find()) {
      assertThat(known).as(page).contains(names.group());
    }
  }

  @Test
  void index_namesEveryPage() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher links = LINK.matcher(Deployment.text(INDEX));
    while (links.find()) {
      named.add("docs/" + links.group(1).replaceFirst("#.*", ""));
    }
    Set<String> pages = new TreeSet<>();
    try (var files = Files.list(Deployment.ROOT.resolve("docs"))) {
      files
          .map(file -> "docs/" + file.getFileName())
          .filter(DocumentsTest::isPage)
          .forEach(pages::add);
    }
    assertThat(named).containsAll(pages);
  }

  static List<String> pages() throws IOException {
    return Commands.pages();
  }

  private static boolean isPage(String file) {
    return file.endsWith(".md") && !file.equals(INDEX);
  }

  /** The languages of a page's blocks; empty for those without. */
  private static List<String> fences(String page) throws IOException {
    Matcher blocks =
        Pattern.compile("(?ms)^ *```([a-z]*)\\n.*?^ *```$").matcher(Deployment.text(page));
    return blocks.results().map(block -> block.group(1)).toList();
  }

  /** The anchors of a page, as GitHub makes them. */
  private static Set<String> headings(String page) throws IOException {
    return Deployment.text(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
