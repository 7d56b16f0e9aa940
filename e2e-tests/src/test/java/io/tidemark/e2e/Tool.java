package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A program that a test needs and a machine may lack. */
final class Tool {
  private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

  /** How it ended and what it wrote. */
  record Result(int exitCode, String output) {}

  /** Where it is; where it is not the test is skipped, and says so. */
  static Path orSkip(String name) {
    Optional<Path> found = find(name);
    if (found.isEmpty()) {
      skip(name + " was not found on this machine");
    }
    return found.orElseThrow();
  }

  /** Skips the running test, visibly. */
  static void skip(String reason) {
    String test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(StackWalker.StackFrame::getClassName)
                        .filter(it -> it.endsWith("Test") || it.endsWith("IT"))
                        .findFirst()
                        .orElse("a test"));
    System.err.println("SKIPPED " + test + ": " + reason);
    Assumptions.abort(reason);
  }

  static Result run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(path.split(File.pathSeparator, -1)), MORE_FOLDERS.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Tool() {}
}
