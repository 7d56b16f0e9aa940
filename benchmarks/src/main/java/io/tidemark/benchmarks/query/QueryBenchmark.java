package io.tidemark.benchmarks.query;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.report.Findings;

/** Many small questions at once, then large ones while events come in. */
public final class QueryBenchmark implements Benchmark {
  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    new ManySites().run(effort, findings);
    new OneBigSite().run(effort, findings);
  }
}
