package io.tidemark.e2e.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Asks again and again, each time on a new connection, as load balancers do. */
final class Probe implements Crowd.Deed {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MS = 100;

  private final String server;
  private final String path;
  private final List<Integer> expected;
  private final Queue<Long> tookMs = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /**
   * Of a server.
   *
   * @param expected what it may answer
   */
  Probe(String server, String path, Integer... expected) {
    this.server = server;
    this.path = path;
    this.expected = List.of(expected);
  }

  @Override
  public void run() throws InterruptedException {
    long start = System.nanoTime();
    try (Line line = new Line(server, PATIENCE)) {
      Line.Answer answer = line.get(path);
      if (!expected.contains(answer.status())) {
        wrong.add(answer.toString());
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    }
    tookMs.add((System.nanoTime() - start) / 1_000_000);
    TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
  }

  /** What was not answered as expected. */
  Queue<String> wrong() {
    return wrong;
  }

  int asked() {
    return tookMs.size();
  }

  /** How long the answers took, for people. */
  @Override
  public String toString() {
    long[] sorted = tookMs.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0
        ? path + " was not asked"
        : "%s: %d answers, median %d ms, 99 %% %d ms, slowest %d ms"
            .formatted(
                path,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                Arrays.stream(sorted).max().orElse(0));
  }
}
