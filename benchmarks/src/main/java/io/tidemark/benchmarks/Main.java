package io.tidemark.benchmarks;

import io.tidemark.benchmarks.command.BenchCommand;
import java.nio.file.Path;
import java.time.Clock;

/** {@code ./tidemark bench}: where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.log.io.tidemark", "warn");
    Path home = Path.of(System.getProperty("tidemark.home", "."));
    System.exit(BenchCommand.execute(home.toAbsolutePath(), Clock.systemUTC(), arguments));
  }
}
