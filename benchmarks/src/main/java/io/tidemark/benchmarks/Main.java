package io.tidemark.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code benchmarks/run lifecycle}: runs a benchmark and prints its figures. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path script = Path.of(System.getProperty("tidemark.script", "tidemark")).toAbsolutePath();
    if (arguments.length != 1 || !arguments[0].equals("lifecycle") || !Files.isExecutable(script)) {
      System.err.println("usage: benchmarks/run lifecycle");
      System.exit(2);
    }
    System.out.printf(
        "JDK of the benchmark %s, %d cores%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors());
    new LifecycleBenchmark(script, System.out).run();
  }
}
