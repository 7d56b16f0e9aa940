package io.tidemark.e2e.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser's program. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final List<String> MORE_PLACES =
      List.of(
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");

  /**
   * Where it is. Where there is none the running test is skipped, visibly, or fails if {@code
   * -Dtidemark.browser=required}. {@code -Dtidemark.browser.path} names one.
   */
  static Path orSkip() {
    Optional<Path> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    String missing =
        "no Chromium was found on this machine (looked for "
            + String.join(", ", NAMES)
            + "); install one, or name it with -Dtidemark.browser.path";
    if ("required".equals(System.getProperty("tidemark.browser"))) {
      throw new AssertionError(missing);
    }
    System.err.println("SKIPPED the tests in a real browser: " + missing);
    return Assumptions.abort(missing);
  }

  private static Optional<Path> find() {
    String named = System.getProperty("tidemark.browser.path");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> onPath =
        NAMES.stream()
            .flatMap(
                name ->
                    Arrays.stream(path.split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)));
    return Stream.concat(onPath, MORE_PLACES.stream().map(Path::of))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Chromium() {}
}
