package io.tidemark.benchmarks;

import io.tidemark.benchmarks.catchup.CatchUpBenchmark;
import io.tidemark.benchmarks.enrich.EnrichmentBenchmark;
import io.tidemark.benchmarks.rows.RowSizeBenchmark;
import java.nio.file.Path;

/** {@code benchmarks/run NAME}: runs a benchmark and prints its figures. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path script = Path.of(System.getProperty("tidemark.script", "tidemark")).toAbsolutePath();
    String name = arguments.length == 0 ? "" : arguments[0];
    int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000_000;
    System.out.printf(
        "JDK %s, %d cores%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
    switch (name) {
      case "lifecycle" -> new LifecycleBenchmark(script, System.out).run();
      case "catch-up" -> new CatchUpBenchmark(System.out, events, 3).run();
      case "rows" -> new RowSizeBenchmark(System.out, events).run();
      case "enrichment" -> new EnrichmentBenchmark(System.out).run();
      default -> {
        System.err.println(
            "usage: benchmarks/run lifecycle | catch-up [EVENTS] | rows [EVENTS] | enrichment");
        System.exit(2);
      }
    }
    System.exit(0);
  }
}
