package io.tidemark.benchmarks.load;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.benchmarks.system.ChildJvm;
import io.tidemark.benchmarks.system.Progress;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Starts a process that makes load, and waits for its results. */
public final class Load {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FLAGS =
      List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");

  private Load() {}

  /**
   * Runs a plan.
   *
   * @param task for the progress bar
   * @return results by the streams' names
   * @throws IllegalStateException too many requests were not answered as expected
   */
  public static Map<String, LoadResult> run(String task, LoadPlan plan) throws Exception {
    Process child = ChildJvm.start(FLAGS, LoadMain.class, List.of());
    try (Progress bar = Progress.of(task, plan.totalMs() / 1000)) {
      try (OutputStream in = child.getOutputStream()) {
        JSON.writeValue(in, plan);
      }
      long startNs = System.nanoTime();
      while (!child.waitFor(250, TimeUnit.MILLISECONDS)) {
        bar.to((System.nanoTime() - startNs) / 1_000_000_000);
      }
      if (child.exitValue() != 0) {
        throw new IllegalStateException("the process that makes load ended with an error");
      }
      Map<String, LoadResult> results =
          JSON.readValue(child.getInputStream(), new TypeReference<>() {});
      results.forEach((name, result) -> Objects.requireNonNull(result).checked(name));
      return results;
    } finally {
      child.destroyForcibly();
    }
  }

  /** Runs a plan of one stream. */
  public static LoadResult one(String task, int seconds, Stream stream) throws Exception {
    return Objects.requireNonNull(run(task, LoadPlan.of(seconds, stream)).get(stream.name()));
  }
}
