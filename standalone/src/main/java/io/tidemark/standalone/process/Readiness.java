package io.tidemark.standalone.process;

import io.tidemark.topology.view.Statistics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until the statistics can be read, so that what is printed next can be tried at once. */
final class Readiness {
  private static final Duration POLL = Duration.ofMillis(10);

  private final Statistics statistics;
  private final PrintWriter out;

  Readiness(Statistics statistics, PrintWriter out) {
    this.statistics = statistics;
    this.out = out;
  }

  /** Waits, and says so when that takes longer than a few seconds. */
  void await(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    boolean told = false;
    while (!statistics.ready()) {
      if (!told && System.nanoTime() - start > patience.toNanos()) {
        out.println(
            "The statistics are being restored. Events are taken already; questions are answered"
                + " 503 until it is done.");
        told = true;
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
  }
}
