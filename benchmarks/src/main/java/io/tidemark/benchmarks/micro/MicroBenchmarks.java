package io.tidemark.benchmarks.micro;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.report.Findings;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs this package's JMH benchmarks, each in as many forks as there are rounds, {@value
 * #MOST_FORKS} at most, with the GC profiler.
 */
public final class MicroBenchmarks implements Benchmark {
  private static final int MOST_FORKS = 2;
  private static final int ITERATIONS = 4;
  private static final TimeValue ITERATION = TimeValue.milliseconds(500);
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    Options options =
        new OptionsBuilder()
            .include("^" + MicroBenchmarks.class.getPackageName() + "\\.")
            .addProfiler(GCProfiler.class)
            .forks(Math.min(MOST_FORKS, effort.rounds()))
            .warmupIterations(ITERATIONS)
            .warmupTime(ITERATION)
            .measurementIterations(ITERATIONS)
            .measurementTime(ITERATION)
            .shouldFailOnError(true)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String name = name(result.getParams().getBenchmark());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        findings.add(name + "_ns", fork.getPrimaryResult().getScore());
        Result<?> allocated = fork.getSecondaryResults().get(ALLOCATED);
        if (allocated != null) {
          findings.add(name + "_bytes", allocated.getScore());
        }
      }
    }
  }

  /** {@code micro_decode_read} of {@code ...DecodeJmh.read}. */
  private static String name(String benchmark) {
    String[] parts = benchmark.split("\\.");
    String subject = parts[parts.length - 2].replace("Jmh", "");
    return ("micro_" + subject + "_" + parts[parts.length - 1])
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
