package io.tidemark.query.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.fuzz.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jazzer on each target, in a process of its own; only with {@code -Pfuzz -Dfuzz.minutes=N}, which
 * the targets share. {@code -Dfuzz.seed=S} begins with the same mutations again.
 *
 * <p>What it finds stands in {@code target/fuzz/NAME}: the new inputs, and of a failure the input
 * and a class that repeats it. {@code NAME.corpus} beside it is the old corpus and the new inputs,
 * made small, to be kept in place of the old one.
 */
@EnabledIfSystemProperty(named = "fuzz.minutes", matches = "[0-9.]+")
class LongFuzzIT {
  private static final int TARGETS = 3;
  private static final long MOST_KEPT_BYTES = 48 * 1024;
  private static final int MOST_SEED = 1_000_000;
  private static final String EXECUTED = "stat::number_of_executed_units:";

  @ParameterizedTest
  @CsvSource({
    "event,io.tidemark.schemas.event.EventFuzz",
    "query,io.tidemark.query.fuzz.QueryFuzz",
    "wire,io.tidemark.query.fuzz.WireFuzz"
  })
  void target_longRun_findsNothing(String name, String target) throws Exception {
    Path folder = Path.of("target", "fuzz", name).toAbsolutePath();
    Path found = Files.createDirectories(folder.resolve("found"));
    Path known = Files.createDirectories(folder.resolve("known"));
    List<byte[]> inputs = Corpus.of(name).inputs();
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(known.resolve("kept-" + i), inputs.get(i));
    }
    long seconds =
        Math.round(Double.parseDouble(System.getProperty("fuzz.minutes")) * 60 / TARGETS);

    long seed = Long.getLong("fuzz.seed", ThreadLocalRandom.current().nextInt(1, MOST_SEED));

    int exit =
        jazzer(
            folder,
            target,
            "-max_total_time=" + seconds,
            "-seed=" + seed,
            "-timeout=30",
            "-print_final_stats=1",
            found.toString(),
            known.toString());
    System.out.printf("%s: %s inputs, seed %d%n", name, executed(folder.resolve("log")), seed);
    assertThat(exit).as("see " + folder.resolve("log")).isZero();

    Path small = Files.createDirectories(folder.resolve("small"));
    jazzer(folder, target, "-merge=1", small.toString(), known.toString(), found.toString());
    keep(small, folder.resolveSibling(name + ".corpus"));
  }

  private static int jazzer(Path folder, String target, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=io.tidemark.**",
                "--custom_hook_includes=io.tidemark.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-rss_limit_mb=2048",
                "-max_len=4096"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  /** How many inputs were fed, as the log says. */
  private static String executed(Path log) throws IOException {
    String text = Files.readString(log);
    int at = text.lastIndexOf(EXECUTED);
    return at < 0
        ? "?"
        : text.substring(at + EXECUTED.length()).lines().findFirst().orElse("?").strip();
  }

  /** The shortest inputs, one a line, up to a size that may stand in the repository. */
  private static void keep(Path inputs, Path corpus) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(inputs)) {
      for (Path file : files.sorted(Comparator.comparingLong(LongFuzzIT::size)).toList()) {
        String line = Base64.getEncoder().encodeToString(Files.readAllBytes(file)) + "\n";
        if (lines.length() + line.length() <= MOST_KEPT_BYTES) {
          lines.append(line);
        }
      }
    }
    Files.writeString(corpus, lines.toString(), StandardCharsets.US_ASCII);
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
