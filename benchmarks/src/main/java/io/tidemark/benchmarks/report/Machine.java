package io.tidemark.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and on what a run was made.
 *
 * @param commit of the sources, short; {@code unknown} without git; ends in {@code -dirty} if they
 *     were changed since
 * @param jdk the Java version
 * @param flags of this JVM and of the processes it starts
 */
public record Machine(
    String commit,
    String jdk,
    List<String> flags,
    int cores,
    long memoryMb,
    String os,
    String cpu) {

  /**
   * This one.
   *
   * @param home the folder of the sources
   */
  public static Machine here(Path home) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        commit(home),
        Runtime.version().toString(),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-Dtidemark."))
            .toList(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        processor());
  }

  private static String commit(Path home) {
    String commit = git(home, "rev-parse", "--short=10", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git(home, "status", "--porcelain", "-uno").isEmpty() ? commit : commit + "-dirty";
  }

  /** What git prints; empty if there is no git or no repository. */
  private static String git(Path home, String... arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder("git", "-C", home.toString());
      builder.command().addAll(List.of(arguments));
      Process git = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? printed : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
