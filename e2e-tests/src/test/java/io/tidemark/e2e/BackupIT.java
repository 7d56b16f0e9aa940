package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.standalone.data.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidemark backup} and {@code restore} on the packaged distribution. */
@Tag("long")
class BackupIT {
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final int BATCH = 20;

  @TempDir private Path folder;

  @Test
  void backup_underLoad_killedAndRestoredElsewhere_countsAllThatWasAcknowledgedBefore()
      throws Exception {
    try (var tidemark =
        new TidemarkProcess("up", own("first")).with("TIDEMARK_FSYNC", "always").start()) {
      assertThat(flushMessages(tidemark)).isEqualTo("1");
      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger acknowledged = new AtomicInteger();
      Thread load = new Thread(() -> load(tidemark, done, acknowledged));
      load.start();
      Await.until(LONGEST, () -> acknowledged.get() > 50, tidemark::logTail);
      int before = acknowledged.get();

      CommandRun backup = run(tidemark, "backup", folder.resolve("saved").toString());

      int after = acknowledged.get() + 1;
      done.set(true);
      tidemark.kill();
      load.join();
      assertThat(backup.text()).contains("Backed up to");
      assertThat(backup.exitCode()).isZero();
      try (var restored = new TidemarkProcess("up", own("second"))) {
        CommandRun restore = run(restored, "restore", folder.resolve("saved").toString());
        assertThat(restore.text()).contains("Restored to");
        assertThat(restore.exitCode()).isZero();
        restored.start();
        MixedTraffic.awaitCounted(restored);
        Stats stats = Stats.of(restored, "load");
        assertThat(stats.events()).isBetween((long) before * BATCH, (long) after * BATCH);
        sendBatch(restored, 0);
        sendBatch(restored, 1_000_000);
        assertThat(Stats.await(restored, "load", stats.events() + BATCH).events())
            .as("one is a copy, one is new")
            .isEqualTo(stats.events() + BATCH);
        restored.terminate();
        restored.start();
        assertThat(Stats.await(restored, "load", 1).events()).isEqualTo(stats.events() + BATCH);
      }
    }
  }

  @Test
  void backup_ofALogWithoutItsBeginning_keepsWhatWasCountedOfIt() throws Exception {
    Map<String, JsonNode> before;
    List<String> sites = List.of("shop", "blog");
    try (var tidemark = new TidemarkProcess("up", own("first")).start()) {
      new MixedTraffic(SEED).send(tidemark, 1_000);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", tidemark.bootstrap()))) {
        for (int partition = 0; partition < 4; partition++) {
          admin
              .deleteRecords(
                  Map.of(new TopicPartition("events", partition), RecordsToDelete.beforeOffset(5)))
              .all()
              .get();
        }
      }
      before = Picture.of(tidemark, sites);
      tidemark.terminate();
      CommandRun backup = CommandRun.here(tidemark, "backup", folder.resolve("saved").toString());
      assertThat(backup.text()).as("seed %d", SEED).contains("rows of those days are copied");
      assertThat(backup.exitCode()).isZero();
    }
    try (var restored = new TidemarkProcess("up", own("second"))) {
      CommandRun restore = CommandRun.here(restored, "restore", folder.resolve("saved").toString());
      assertThat(restore.exitCode()).as(restore.text()).isZero();
      restored.start();
      Picture.await(restored, before);
    }
  }

  @Test
  void backup_orRestore_ofWhatIsNoneOrDamaged_isRefusedByName() throws Exception {
    var tidemark = new TidemarkProcess("up", own("first"));
    assertThat(CommandRun.here(tidemark, "backup", folder.resolve("none").toString()).exitCode())
        .isEqualTo(3);
    tidemark.start();
    sendBatch(tidemark, 1);
    tidemark.kill();
    Path saved = folder.resolve("saved");
    assertThat(CommandRun.here(tidemark, "backup", saved.toString()).text())
        .contains("Backed up to");
    assertThat(folder.resolve("saved.part")).doesNotExist();
    CommandRun full = CommandRun.here(tidemark, "backup", saved.toString());
    assertThat(full.text()).contains("is not empty");
    assertThat(full.exitCode()).isEqualTo(1);
    refused(tidemark, saved, "TIDEMARK_DATA_DIR", "is not empty");
    Trees.delete(own("first").resolve("data"));
    refused(tidemark, folder.resolve("nothing"), "there is no folder");
    refused(tidemark, own("empty"), "no manifest.json");

    Path largest = largest(saved);
    byte[] right = Files.readAllBytes(largest);
    try (FileChannel file = FileChannel.open(largest, StandardOpenOption.WRITE)) {
      file.write(
          java.nio.ByteBuffer.wrap(new byte[] {(byte) ~right[right.length / 2]}), right.length / 2);
    }
    refused(tidemark, saved, largest.getFileName().toString(), "checksum");
    Files.write(largest, java.util.Arrays.copyOf(right, right.length - 1));
    refused(tidemark, saved, largest.getFileName().toString(), "bytes; expected " + right.length);
    Files.delete(largest);
    refused(tidemark, saved, largest.getFileName().toString(), "is missing");
    Files.write(largest, right);
    Path foreign = Files.writeString(saved.resolve("kafka/more"), "x");
    refused(tidemark, saved, "kafka/more", "is not named in manifest.json");
    Files.delete(foreign);
    Path manifest = saved.resolve("manifest.json");
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.substring(0, whole.length() / 2));
    refused(tidemark, saved, "manifest.json is damaged");
    Files.writeString(manifest, whole.replace("\"format\" : 1", "\"format\" : 2"));
    refused(tidemark, saved, "has format 2; expected 1");
    Files.writeString(
        manifest, whole.replaceFirst("\"cluster\" : \"[^\"]*\"", "\"cluster\" : \"x\""));
    refused(tidemark, saved, "is of the cluster", "put together of two");
    Files.writeString(manifest, whole);
    assertThat(CommandRun.here(tidemark, "restore", saved.toString()).exitCode()).isZero();
    tidemark.start();
    assertThat(Stats.await(tidemark, "load", BATCH).events()).isEqualTo(BATCH);
    tidemark.close();
  }

  private void refused(TidemarkProcess process, Path from, String... sentence) throws Exception {
    CommandRun ran = CommandRun.here(process, "restore", from.toString());
    assertThat(ran.text()).contains(sentence);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(own("first").resolve("data.part")).doesNotExist();
  }

  private static Path largest(Path saved) throws IOException {
    try (Stream<Path> files = Files.walk(saved.resolve("kafka"))) {
      return files
          .filter(file -> file.toString().contains("events-") && file.toString().endsWith(".log"))
          .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static String flushMessages(TidemarkProcess tidemark) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "events");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", tidemark.bootstrap()))) {
      return admin
          .describeConfigs(List.of(topic))
          .all()
          .get()
          .get(topic)
          .get("flush.messages")
          .value();
    }
  }

  /** One batch after the other, each with ids of its own, until it is told to end. */
  private static void load(
      TidemarkProcess tidemark, AtomicBoolean done, AtomicInteger acknowledged) {
    for (int batch = 0; !done.get(); batch++) {
      try {
        sendBatch(tidemark, batch);
        acknowledged.incrementAndGet();
      } catch (IOException | InterruptedException e) {
        return; // killed
      }
    }
  }

  private static void sendBatch(TidemarkProcess tidemark, int batch)
      throws IOException, InterruptedException {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      events
          .append(i == 0 ? "[" : ",")
          .append(
              "{\"site_id\":\"load\",\"path\":\"/%d\",\"user_id\":\"u%d\",\"event_id\":\"%d-%d\"}"
                  .formatted(i, i, batch, i));
    }
    Http.Answer answer = Http.post(tidemark.ingest("/events/batch"), events.append("]").toString());
    if (answer.status() != 202) {
      throw new IOException("a batch was answered " + answer);
    }
  }

  private Path own(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private CommandRun run(TidemarkProcess process, String... arguments) throws Exception {
    return CommandRun.process(process, folder, arguments);
  }
}
