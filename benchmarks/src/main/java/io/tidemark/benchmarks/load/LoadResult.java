package io.tidemark.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What became of a stream while it was measured. Times are milliseconds, in an open loop from the
 * instant a request was to begin, so that a stall is in them (no coordinated omission).
 *
 * @param requests that were due, also those that were not answered in time: they count as having
 *     taken until the end
 * @param failed those of them that got another status than expected, or no answer
 * @param failures how many by status; 0: no answer
 * @param perSecond answered
 * @param sent requests over the whole of it, the warm-up included
 * @param senderUs processor time of the sending thread for each of those, microseconds
 */
public record LoadResult(
    long requests,
    long failed,
    Map<Integer, Long> failures,
    long sent,
    double perSecond,
    double p50Ms,
    double p90Ms,
    double p99Ms,
    double p999Ms,
    double maxMs,
    double senderUs) {
  private static final double MOST_FAILED = 0.001;

  /**
   * The status of requests that got no answer in time, never could be sent, or are questions of an
   * open loop that were refused because there was too much to do.
   */
  static final int UNANSWERED = 0;

  /** The result of the thread that calls this and has sent everything. */
  static LoadResult of(Histogram micros, Map<Integer, Long> failures, long sent, long measuredNs) {
    long cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    long answered = micros.getTotalCount() - failures.getOrDefault(UNANSWERED, 0L);
    return new LoadResult(
        micros.getTotalCount(),
        failed,
        failures,
        sent,
        answered * 1e9 / measuredNs,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(90) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getValueAtPercentile(99.9) / 1e3,
        micros.getMaxValue() / 1e3,
        cpuNs / 1e3 / Math.max(1, sent));
  }

  /**
   * This result, if it may stand.
   *
   * @throws IllegalStateException nothing was answered, or more than one request in a thousand with
   *     another status than expected; those without an answer are in the times
   */
  LoadResult checked(String name) {
    long refused = failed - failures.getOrDefault(UNANSWERED, 0L);
    if (perSecond == 0 || refused > requests * MOST_FAILED) {
      throw new IllegalStateException(
          "of %d requests of the stream %s %d were not answered as expected: %s"
              .formatted(requests, name, failed, failures));
    }
    return this;
  }
}
