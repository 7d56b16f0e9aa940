package io.tidemark.standalone.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidemark.standalone.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds; the file that is written last.
 *
 * @param format version of the backup's layout, {@value #FORMAT}
 * @param tidemark version of the program that made it
 * @param created instant, ISO 8601
 * @param cluster id of the Kafka cluster
 * @param name the setting {@code TIDEMARK_APPLICATION_ID}
 * @param generation the generation of the statistics that served
 * @param rows whether it has rows that cannot be counted from its log
 * @param refusals up to where the reports of refusals are in the rows, by partition
 * @param partitions what the log holds, by {@code topic-partition}
 * @param files all files but this one, in their order
 */
record Manifest(
    int format,
    String tidemark,
    String created,
    String cluster,
    String name,
    int generation,
    boolean rows,
    Map<Integer, Long> refusals,
    Map<String, Offsets> partitions,
    List<Entry> files) {
  static final int FORMAT = 1;
  static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  Manifest {
    refusals = Map.copyOf(refusals);
    partitions = Map.copyOf(partitions);
    files = List.copyOf(files);
  }

  /**
   * The records of a partition.
   *
   * @param from offset of the first
   * @param to offset behind the last
   */
  record Offsets(long from, long to) {}

  /**
   * A file.
   *
   * @param path below the backup's folder, with slashes
   * @param sha256 of its bytes, hex
   */
  record Entry(String path, long bytes, String sha256) {}

  void write(Path folder) throws IOException {
    DurableFiles.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /** That of a backup. */
  static Manifest read(Path folder) throws StartException {
    Path file = folder.resolve(FILE);
    if (!Files.isDirectory(folder)) {
      throw new StartException("there is no folder " + folder + "; expected one made by backup");
    }
    if (!Files.isRegularFile(file)) {
      throw new StartException(
          "the folder "
              + folder
              + " has no "
              + FILE
              + ", so it is no backup, or one that did not end");
    }
    try {
      int format = JSON.readTree(file.toFile()).path("format").asInt();
      if (format != FORMAT) {
        throw new StartException(
            file + " has format " + format + "; expected " + FORMAT + ", or use the newer version");
      }
      return JSON.readValue(file.toFile(), Manifest.class);
    } catch (JsonProcessingException e) {
      throw new StartException(file + " is damaged: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new StartException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
