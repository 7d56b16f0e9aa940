package io.tidemark.topology.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** The files with a store's rows, looked at before it is opened. */
final class TableFiles {
  /**
   * So much of a store is read at its start, at about the disk's speed. Of a larger one the larger
   * files are checked as they are read.
   */
  private static final long CHECKED_BYTES = 256L << 20;

  /**
   * Compares blocks with their checksums.
   *
   * @param task the folder of a task
   * @throws ProcessorStateException if a file is damaged
   */
  static void check(File task, String store) {
    RocksDB.loadLibrary();
    long left = CHECKED_BYTES;
    for (Path file : smallestFirst(task.toPath().resolve("rocksdb").resolve(store))) {
      left -= file.toFile().length();
      if (left < 0) {
        return;
      }
      check(file);
    }
  }

  private static void check(Path file) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      reader.verifyChecksum();
    } catch (RocksDBException e) {
      throw new ProcessorStateException(file + " cannot be read", e);
    }
  }

  private static List<Path> smallestFirst(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".sst"))
          .sorted(Comparator.comparingLong(file -> file.toFile().length()))
          .toList();
    } catch (IOException e) {
      throw new ProcessorStateException(folder + " cannot be read", e);
    }
  }

  private TableFiles() {}
}
