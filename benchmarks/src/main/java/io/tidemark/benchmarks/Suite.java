package io.tidemark.benchmarks;

import io.tidemark.benchmarks.catchup.CatchUpBenchmark;
import io.tidemark.benchmarks.enrich.EnrichmentBenchmark;
import io.tidemark.benchmarks.floor.FloorBenchmark;
import io.tidemark.benchmarks.fresh.FreshBenchmark;
import io.tidemark.benchmarks.ingest.IngestBenchmark;
import io.tidemark.benchmarks.ingest.IngestFloorBenchmark;
import io.tidemark.benchmarks.lifecycle.KillBenchmark;
import io.tidemark.benchmarks.lifecycle.LifecycleBenchmark;
import io.tidemark.benchmarks.micro.CountingLoop;
import io.tidemark.benchmarks.micro.MicroBenchmarks;
import io.tidemark.benchmarks.query.QueryBenchmark;
import io.tidemark.benchmarks.restore.RestoreBenchmark;
import io.tidemark.benchmarks.rows.RowSizeBenchmark;
import io.tidemark.benchmarks.scale.FlushBenchmark;
import io.tidemark.benchmarks.scale.ScaleBenchmark;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All benchmarks by name. */
public final class Suite {
  /** What {@code all} runs, in this order. */
  public static final List<String> ALL =
      List.of(
          "catch-up",
          "ingest",
          "query",
          "fresh",
          "scale",
          "flush",
          "restore",
          "kill",
          "start",
          "micro");

  private final Map<String, Benchmark> benchmarks = new LinkedHashMap<>();

  /**
   * The benchmarks.
   *
   * @param home the folder of the sources, with the start script
   */
  public Suite(Path home) {
    Path script = home.resolve("tidemark");
    benchmarks.put("catch-up", new CatchUpBenchmark());
    benchmarks.put("ingest", new IngestBenchmark());
    benchmarks.put("query", new QueryBenchmark());
    benchmarks.put("fresh", new FreshBenchmark());
    benchmarks.put("scale", new ScaleBenchmark());
    benchmarks.put("flush", new FlushBenchmark());
    benchmarks.put("restore", new RestoreBenchmark());
    benchmarks.put("kill", new KillBenchmark(script));
    benchmarks.put("start", new LifecycleBenchmark(script));
    benchmarks.put("micro", new MicroBenchmarks());
    benchmarks.put("enrichment", new EnrichmentBenchmark());
    benchmarks.put("rows", new RowSizeBenchmark());
    benchmarks.put("floor", new FloorBenchmark());
    benchmarks.put("ingest-floor", new IngestFloorBenchmark());
    benchmarks.put("loop", new CountingLoop());
  }

  public List<String> names() {
    return List.copyOf(benchmarks.keySet());
  }

  /**
   * The benchmark of a name.
   *
   * @throws IllegalArgumentException there is none
   */
  public Benchmark get(String name) {
    Benchmark found = benchmarks.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no benchmark " + name);
    }
    return found;
  }
}
