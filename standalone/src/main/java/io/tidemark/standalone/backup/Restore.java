package io.tidemark.standalone.backup;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.carry.Seed;
import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.standalone.generation.GenerationTopics;
import io.tidemark.standalone.generation.Generations;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.tool.KafkaProblem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Makes a data folder of a backup. Whatever is wrong with the backup is found before that. */
final class Restore {
  private static final String ROWS = "rows/";

  private final Path from;
  private final Manifest manifest;
  private final Steps steps;

  /**
   * Of a backup.
   *
   * @throws StartException if it has no manifest that can be read
   */
  Restore(Path from, Steps steps) throws StartException {
    this.from = from.toAbsolutePath().normalize();
    this.manifest = Manifest.read(this.from);
    this.steps = steps;
  }

  Manifest manifest() {
    return manifest;
  }

  /** Makes the folder. */
  void run(NewFolder to) throws StartException, InterruptedException {
    try {
      checkFiles();
      try (DataFolder folder = DataFolder.open(to.part())) {
        copy(folder.path());
        checkCluster(folder);
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder.kafka()))) {
          Map<String, Object> kafka = KafkaClients.local(broker.bootstrap());
          checkLog(kafka);
          beginGeneration(kafka);
        }
      }
      to.complete();
    } catch (IOException e) {
      throw new StartException("the backup cannot be restored: " + e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new StartException("the restored log cannot be used: " + KafkaProblem.reason(e), e);
    }
  }

  private void checkCluster(DataFolder folder) throws StartException {
    String cluster = EmbeddedBroker.clusterIdOf(folder.kafka());
    if (!cluster.equals(manifest.cluster())) {
      throw new StartException(
          from.resolve("kafka/meta.properties")
              + " is of the cluster "
              + cluster
              + ", and "
              + Manifest.FILE
              + " of "
              + manifest.cluster()
              + "; the backup is put together of two");
    }
  }

  private void checkFiles() throws StartException, IOException {
    Set<Path> expected = new HashSet<>(Set.of(from.resolve(Manifest.FILE)));
    for (Manifest.Entry file : manifest.files()) {
      Path path = from.resolve(file.path()).normalize();
      if (!path.startsWith(from)) {
        throw damaged(Path.of(file.path()), "does not lie in the backup");
      }
      if (!Files.isRegularFile(path)) {
        throw damaged(path, "is missing");
      }
      if (Files.size(path) != file.bytes()) {
        throw damaged(path, "has " + Files.size(path) + " bytes; expected " + file.bytes());
      }
      expected.add(path);
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!expected.contains(file)) {
          throw damaged(file, "is not named in " + Manifest.FILE);
        }
      }
    }
  }

  private void copy(Path to) throws StartException, IOException {
    long bytes = manifest.files().stream().mapToLong(Manifest.Entry::bytes).sum();
    long free = Files.getFileStore(to).getUsableSpace();
    if (free < bytes) {
      throw new StartException(
          "the backup has " + bytes + " bytes, and " + to + " has room for " + free);
    }
    steps.begin(bytes);
    for (Manifest.Entry file : manifest.files()) {
      Path path = from.resolve(file.path());
      String sum =
          file.path().startsWith(ROWS)
              ? DurableFiles.checksum(path)
              : DurableFiles.copy(path, file.bytes(), to.resolve(file.path()));
      if (!sum.equals(file.sha256())) {
        throw damaged(path, "has the checksum " + sum + "; expected " + file.sha256());
      }
      steps.did(file.bytes());
    }
  }

  private void checkLog(Map<String, Object> kafka)
      throws StartException, ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      Map<String, Manifest.Offsets> found = CopiedLog.of(admin);
      for (Map.Entry<String, Manifest.Offsets> expected : manifest.partitions().entrySet()) {
        Manifest.Offsets offsets = found.get(expected.getKey());
        if (!expected.getValue().equals(offsets)) {
          throw new StartException(
              "the restored log has "
                  + offsets
                  + " on "
                  + expected.getKey()
                  + "; expected "
                  + expected.getValue()
                  + ": the backup is damaged");
        }
      }
    }
  }

  /** The statistics are counted from the log, upon the rows that it no longer has. */
  private void beginGeneration(Map<String, Object> kafka)
      throws StartException, IOException, ExecutionException, InterruptedException {
    Generation before = new Generation(manifest.name(), manifest.generation());
    int last = before.number();
    try (Admin admin = Admin.create(kafka)) {
      for (int number : GenerationTopics.existing(admin, manifest.name())) {
        last = Math.max(last, number);
      }
    }
    Generation next = before.withNumber(last + 1);
    if (manifest.rows()) {
      try (Seed seed = Seed.of(kafka, next, before)) {
        for (Manifest.Entry file : rows()) {
          String name = file.path().substring(ROWS.length(), file.path().indexOf('.'));
          RowFile.read(from.resolve(file.path()), seed.partition(Integer.parseInt(name)));
        }
        seed.complete(manifest.refusals());
      } catch (EOFException | NumberFormatException e) {
        throw damaged(from.resolve(ROWS), "ends too early");
      }
    }
    Generations.serve(kafka, next);
    Generations.countingNone(kafka, next.name());
    GenerationTopics.deleteOlder(kafka, next);
  }

  private List<Manifest.Entry> rows() {
    return manifest.files().stream().filter(file -> file.path().startsWith(ROWS)).toList();
  }

  private static StartException damaged(Path file, String how) {
    return new StartException("the backup is damaged: " + file + " " + how);
  }
}
