package io.tidemark.e2e.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The memory a process takes now, MiB.
 *
 * @param heap used of Java's heap
 * @param direct in buffers outside of it
 * @param resident in all, as the system sees it; 0: it does not tell
 * @param connections that its server holds
 */
record Footprint(long heap, long direct, long resident, long connections) {
  private static final int MIB = 1 << 20;

  /**
   * Of a process.
   *
   * @param server one of its addresses, for its metrics
   */
  static Footprint of(long pid, String server) throws IOException {
    String metrics;
    try (Line line = new Line(server, Duration.ofSeconds(30))) {
      metrics = line.get("/metrics").text();
    }
    return new Footprint(
        sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
        sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\"") / MIB,
        resident(pid),
        sum(metrics, "jetty_connections_current_connections"));
  }

  private static long sum(String metrics, String start) {
    return (long)
        metrics
            .lines()
            .filter(line -> line.startsWith(start))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }

  private static long resident(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
