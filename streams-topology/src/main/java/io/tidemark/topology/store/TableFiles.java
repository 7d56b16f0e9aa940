package io.tidemark.topology.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
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
   * Compares blocks with their checksums. A file that a crash left half written, and that belongs
   * to no row, is no damage.
   *
   * @param task the folder of a task
   * @throws ProcessorStateException if a file is damaged
   */
  static void check(File task, String store) {
    RocksDB.loadLibrary();
    long left = CHECKED_BYTES;
    Path folder = task.toPath().resolve("rocksdb").resolve(store);
    for (Path file : smallestFirst(folder)) {
      left -= file.toFile().length();
      if (left < 0) {
        return;
      }
      check(folder, file);
    }
  }

  private static void check(Path folder, Path file) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      reader.verifyChecksum();
    } catch (RocksDBException e) {
      if (isInUse(folder, file)) {
        throw new ProcessorStateException(file + " cannot be read", e);
      }
    }
  }

  /** Whether the database would read it. */
  private static boolean isInUse(Path folder, Path file) {
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (Options options = new Options();
        DBOptions database = new DBOptions();
        ColumnFamilyOptions family = new ColumnFamilyOptions()) {
      List<ColumnFamilyDescriptor> families =
          RocksDB.listColumnFamilies(options, folder.toString()).stream()
              .map(name -> new ColumnFamilyDescriptor(name, family))
              .toList();
      try (RocksDB opened = RocksDB.openReadOnly(database, folder.toString(), families, handles)) {
        handles.forEach(ColumnFamilyHandle::close);
        return opened.getLiveFilesMetaData().stream()
            .anyMatch(used -> used.fileName().endsWith("/" + file.getFileName()));
      }
    } catch (RocksDBException e) {
      return true;
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
