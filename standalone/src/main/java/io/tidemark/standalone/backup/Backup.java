package io.tidemark.standalone.backup;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.backup.LogFiles.Part;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.carry.CarryOver;
import io.tidemark.standalone.carry.LogReach;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.standalone.generation.GenerationTopics;
import io.tidemark.standalone.generation.Generations;
import io.tidemark.standalone.tool.KafkaProblem;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rows.Rows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Copies the log of a broker that runs, up to where it ends when the copying begins. Files of the
 * log only grow, so what is below that end stays as it is; the controller's log is copied last, so
 * that it knows of all that was copied.
 */
final class Backup {
  private static final String KAFKA = "kafka";
  private static final String CONTROLLER = "__cluster_metadata-0";
  private static final List<String> BROKER_FILES =
      List.of("meta.properties", "bootstrap.checkpoint");
  private static final int ATTEMPTS = 3;

  private final Map<String, Object> kafka;
  private final Path broker;
  private final String name;
  private final RollupLimits limits;
  private final Clock clock;
  private final Steps steps;

  /**
   * Of a broker.
   *
   * @param kafka client settings
   * @param broker its folder
   * @param name the setting {@code TIDEMARK_APPLICATION_ID}
   */
  Backup(
      Map<String, Object> kafka,
      Path broker,
      String name,
      RollupLimits limits,
      Clock clock,
      Steps steps) {
    this.kafka = kafka;
    this.broker = broker;
    this.name = name;
    this.limits = limits;
    this.clock = clock;
    this.steps = steps;
  }

  /** Makes it. */
  Manifest run(NewFolder to, String version) throws StartException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (Admin admin = Admin.create(kafka)) {
        Manifest made = attempt(admin, to.part(), version);
        if (made != null) {
          to.complete();
          return made;
        }
        to.clear();
      } catch (NoSuchFileException | FileNotFoundException e) {
        clear(to);
        if (attempt == ATTEMPTS) {
          throw new StartException("files of the log come and go: " + e.getMessage(), e);
        }
      } catch (IOException | UncheckedIOException e) {
        throw new StartException("the backup cannot be written: " + e.getMessage(), e);
      } catch (KafkaException e) {
        throw new StartException("the backup failed: " + e.getMessage(), e);
      } catch (ExecutionException e) {
        throw new StartException("Kafka does not tell its log: " + KafkaProblem.reason(e), e);
      }
      if (attempt == ATTEMPTS) {
        throw new StartException("the log's beginning is being deleted; try again later");
      }
      steps.say("the beginning of the log was deleted meanwhile; once more");
    }
  }

  private static void clear(NewFolder to) throws StartException {
    try {
      to.clear();
    } catch (IOException e) {
      throw new StartException(to.part() + " cannot be emptied: " + e.getMessage(), e);
    }
  }

  /** null: the log's beginning was deleted meanwhile. */
  private @Nullable Manifest attempt(Admin admin, Path to, String version)
      throws StartException, IOException, ExecutionException, InterruptedException {
    Generation serving = Generations.read(kafka, name).serving();
    LogReach reach = LogReach.of(kafka, clock);
    boolean withRows =
        !reach.isWhole() && GenerationTopics.existing(admin, name).contains(serving.number());
    Map<Integer, Long> refusals = withRows ? rows(serving, reach, to) : Map.of();
    String created = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Manifest.Offsets> offsets = CopiedLog.of(admin);
    Map<String, Part> parts = parts(offsets);
    if (LogReach.of(kafka, clock).beganMs() != reach.beganMs()) {
      return null;
    }
    List<Manifest.Entry> files = copy(parts, to);
    Path starts = to.resolve(KAFKA).resolve("log-start-offset-checkpoint");
    DurableFiles.write(starts, starts(offsets).getBytes(StandardCharsets.UTF_8));
    files.add(entry(to, starts));
    for (Path rows : rowFiles(to)) {
      files.add(entry(to, rows));
    }
    verify(to, files);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            version,
            created,
            EmbeddedBroker.clusterIdOf(broker),
            name,
            serving.number(),
            withRows,
            refusals,
            offsets,
            files);
    manifest.write(to);
    return manifest;
  }

  private Map<Integer, Long> rows(Generation serving, LogReach reach, Path to)
      throws StartException, InterruptedException, IOException {
    steps.say("The log no longer has its beginning: rows of those days are copied.");
    List<RowFile> files = new ArrayList<>();
    try {
      for (int partition = 0; partition < reach.partitions(); partition++) {
        files.add(new RowFile(to.resolve("rows").resolve(partition + ".rows")));
      }
      Map<Integer, Long> refusals =
          CarryOver.rows(
              kafka,
              serving,
              reach,
              limits,
              to.resolve("scratch"),
              it -> (Rows.Batch) files.get(it));
      for (RowFile file : files) {
        file.complete();
      }
      return refusals;
    } finally {
      for (RowFile file : files) {
        file.close();
      }
    }
  }

  /** What is to be copied, by its path in the backup; the controller's log is looked at last. */
  private Map<String, Part> parts(Map<String, Manifest.Offsets> offsets) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Map.Entry<String, Manifest.Offsets> partition : new TreeMap<>(offsets).entrySet()) {
      String folder = partition.getKey();
      for (Part part : LogFiles.below(broker.resolve(folder), partition.getValue().to())) {
        parts.put(KAFKA + "/" + folder + "/" + part.file().getFileName(), part);
      }
    }
    for (Part part : LogFiles.ofController(broker.resolve(CONTROLLER))) {
      parts.put(KAFKA + "/" + CONTROLLER + "/" + part.file().getFileName(), part);
    }
    for (String file : BROKER_FILES) {
      if (Files.exists(broker.resolve(file))) {
        parts.put(
            KAFKA + "/" + file, new Part(broker.resolve(file), Files.size(broker.resolve(file))));
      }
    }
    return parts;
  }

  private List<Manifest.Entry> copy(Map<String, Part> parts, Path to)
      throws StartException, IOException {
    long bytes = parts.values().stream().mapToLong(Part::bytes).sum();
    long free = Files.getFileStore(to).getUsableSpace();
    if (free < bytes) {
      throw new StartException(
          "the backup needs " + bytes + " bytes, and " + to + " has room for " + free);
    }
    steps.begin(bytes);
    List<Manifest.Entry> files = new ArrayList<>();
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      Part from = part.getValue();
      String sum = DurableFiles.copy(from.file(), from.bytes(), to.resolve(part.getKey()));
      files.add(new Manifest.Entry(part.getKey(), from.bytes(), sum));
      steps.did(from.bytes());
    }
    return files;
  }

  /** As Kafka's own file, so that records that were deleted do not come back. */
  private static String starts(Map<String, Manifest.Offsets> offsets) {
    StringBuilder text = new StringBuilder("0\n" + offsets.size() + "\n");
    new TreeMap<>(offsets)
        .forEach(
            (partition, of) -> {
              int dash = partition.lastIndexOf('-');
              text.append(partition, 0, dash).append(' ').append(partition.substring(dash + 1));
              text.append(' ').append(of.from()).append('\n');
            });
    return text.toString();
  }

  private static List<Path> rowFiles(Path to) throws IOException {
    Path rows = to.resolve("rows");
    if (!Files.isDirectory(rows)) {
      return List.of();
    }
    try (var files = Files.list(rows)) {
      return files.sorted().toList();
    }
  }

  private static Manifest.Entry entry(Path folder, Path file) throws IOException {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return new Manifest.Entry(path, Files.size(file), DurableFiles.checksum(file));
  }

  /** Reads again what was written. */
  private void verify(Path to, List<Manifest.Entry> files) throws StartException, IOException {
    steps.say("Copied; reading it again.");
    steps.begin(files.stream().mapToLong(Manifest.Entry::bytes).sum());
    for (Manifest.Entry file : files) {
      String sum = DurableFiles.checksum(to.resolve(file.path()));
      if (!sum.equals(file.sha256())) {
        throw new StartException(
            to.resolve(file.path()) + " is not what was written; check the disk");
      }
      steps.did(file.bytes());
    }
  }
}
