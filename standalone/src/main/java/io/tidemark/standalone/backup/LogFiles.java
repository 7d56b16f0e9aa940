package io.tidemark.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;

/**
 * The files of a partition's log that hold records below an offset. A broker may append to the last
 * one meanwhile; each batch that is counted in was checked.
 */
final class LogFiles {
  private static final String LOG = ".log";
  private static final String TOPIC_ID = "partition.metadata";

  /**
   * A file, or its beginning.
   *
   * @param bytes how many of it
   */
  record Part(Path file, long bytes) {}

  /**
   * Those of a partition.
   *
   * @param folder the partition's
   * @param to offset behind the last record
   * @throws CorruptRecordException if a batch is damaged
   */
  static List<Part> below(Path folder, long to) throws IOException {
    List<Part> parts = new ArrayList<>();
    Path id = folder.resolve(TOPIC_ID);
    if (Files.exists(id)) {
      parts.add(new Part(id, Files.size(id)));
    }
    for (Path log : logs(folder)) {
      if (base(log) <= to) {
        parts.add(new Part(log, bytes(log, to)));
      }
    }
    return parts;
  }

  /** All files of the controller's log, as far as they are whole. */
  static List<Part> ofController(Path folder) throws IOException {
    List<Part> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(LOG)) {
          parts.add(new Part(file, bytes(file, Long.MAX_VALUE)));
        } else if (name.endsWith(".checkpoint")
            || name.equals("quorum-state")
            || name.equals(TOPIC_ID)) {
          parts.add(new Part(file, Files.size(file)));
        }
      }
    }
    return parts;
  }

  private static List<Path> logs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(LOG))
          .sorted(Comparator.comparingLong(LogFiles::base))
          .toList();
    }
  }

  private static long base(Path log) {
    String name = log.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - LOG.length()));
  }

  private static long bytes(Path log, long to) throws IOException {
    long bytes = 0;
    FileRecords records = FileRecords.open(log.toFile(), false);
    try {
      for (FileChannelRecordBatch batch : records.batches()) {
        if (batch.baseOffset() >= to) {
          break;
        }
        batch.ensureValid();
        bytes += batch.sizeInBytes();
      }
    } catch (CorruptRecordException e) {
      throw new CorruptRecordException(log + " is damaged: " + e.getMessage(), e);
    } finally {
      records.closeHandlers(); // close() would cut off what a broker appended meanwhile
    }
    return bytes;
  }

  private LogFiles() {}
}
