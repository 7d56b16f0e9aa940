package io.tidemark.benchmarks.load;

import java.util.List;

/**
 * Streams of requests that run at the same time.
 *
 * @param warmUpMs before measuring begins
 * @param durationMs of the measuring
 */
public record LoadPlan(List<Stream> streams, long warmUpMs, long durationMs) {

  /** A plan that measures so many seconds after a third as many to warm up. */
  public static LoadPlan of(int seconds, Stream... streams) {
    return new LoadPlan(List.of(streams), seconds * 1000L / 3, seconds * 1000L);
  }

  long totalMs() {
    return warmUpMs + durationMs;
  }
}
