package io.tidemark.standalone.status;

import io.tidemark.standalone.data.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a data folder takes on the disk.
 *
 * @param folder where it is
 * @param logBytes of the embedded broker
 * @param stateBytes of the statistics
 * @param freeBytes left on its disk
 */
record Disk(Path folder, long logBytes, long stateBytes, long freeBytes) {

  /** Looks at a folder; null: it is none of Tidemark's, or cannot be read. */
  static @Nullable Disk of(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (!DataFolder.isOne(path)) {
      return null;
    }
    try {
      return new Disk(
          path,
          bytes(path.resolve("kafka")),
          bytes(path.resolve("state")),
          Files.getFileStore(path).getUsableSpace());
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  /** The size of all files below; those that go meanwhile count as nothing. */
  private static long bytes(Path folder) throws IOException {
    long[] sum = new long[1];
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.toString().endsWith("index")) { // made large and empty by the broker
              sum[0] += attributes.size();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }
}
