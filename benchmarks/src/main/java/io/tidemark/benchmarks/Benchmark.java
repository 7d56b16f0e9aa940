package io.tidemark.benchmarks;

import io.tidemark.benchmarks.report.Findings;

/** Something that is measured, its reference beside it. */
@FunctionalInterface
public interface Benchmark {
  /** Runs it and leaves what it measured in the findings. */
  void run(Effort effort, Findings findings) throws Exception;
}
