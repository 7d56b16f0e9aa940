package io.tidemark.benchmarks.load;

import io.tidemark.benchmarks.Effort;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Load that is not measured, until this process runs compiled code: the first minute of a JVM on
 * two cores is its compiler's, which takes a third of them.
 */
public final class WarmUp {
  /** Shares of one core's time that the compiler may still take. */
  private static final double QUIET = 0.1;

  private static final int MOST_RUNS = 6;

  private WarmUp() {}

  /** Runs the streams for the seconds of a load, again and again, at most six times. */
  public static void of(Effort effort, Stream... streams) throws Exception {
    LoadPlan plan = new LoadPlan(List.of(streams), 0, effort.seconds() * 1000L);
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    for (int run = 0; run < MOST_RUNS; run++) {
      long startNs = System.nanoTime();
      long beforeMs = compiler.getTotalCompilationTime();
      Load.run("warming up", plan);
      double compiledNs = (compiler.getTotalCompilationTime() - beforeMs) * 1e6;
      if (compiledNs < QUIET * (System.nanoTime() - startNs)) {
        return;
      }
    }
  }
}
