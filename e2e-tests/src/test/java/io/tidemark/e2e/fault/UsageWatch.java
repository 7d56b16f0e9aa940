package io.tidemark.e2e.fault;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Node;
import io.tidemark.e2e.fault.guarantee.Usage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The most memory and disk that each process was seen to use. */
final class UsageWatch {
  private final Map<String, Usage> most = new TreeMap<>();

  /** Looks now; what cannot be read, as where there is no {@code /proc}, counts as nothing. */
  void look(Cluster cluster) {
    for (Node node : cluster.nodes()) {
      if (!node.isDead()) {
        Usage now = new Usage(memoryBytes(node.pid()), diskBytes(node.folder()));
        most.merge(node.name(), now, Usage::max);
      }
    }
  }

  Map<String, Usage> most() {
    return Map.copyOf(most);
  }

  private static long memoryBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static long diskBytes(Path folder) {
    long[] bytes = new long[1];
    var adder =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // it went while it was looked at
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, adder);
    } catch (IOException e) {
      return 0;
    }
    return bytes[0];
  }
}
