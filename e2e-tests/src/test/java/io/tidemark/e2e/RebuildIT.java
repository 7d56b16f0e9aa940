package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.standalone.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./tidemark rebuild} on the packaged distribution, beside real processes. The tests share
 * one that is filled once, and run in an order: the log that has lost its beginning comes last,
 * since it does not get it back.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RebuildIT {
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final List<String> SITES = MixedTraffic.SITES;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final MixedTraffic traffic = new MixedTraffic(SEED);
  private Path folder;
  private TidemarkProcess tidemark;

  @BeforeAll
  void fill(@TempDir Path shared) throws Exception {
    System.out.println("RebuildIT seed=" + SEED);
    folder = shared;
    tidemark = new TidemarkProcess("up", shared).start();
    LogSurgery.arriveOnEarlierDays(tidemark);
    traffic.send(tidemark, 2_000);
    done(CommandRun.here(tidemark, "delete", "gone", "--yes"), "were removed");
    traffic.send(tidemark, 1_000);
  }

  @AfterAll
  void stop() {
    tidemark.close();
  }

  @Test
  @Order(1)
  void rebuild_whileASiteGetsMoreParts_equalsWhatWasServed_andAnswersMeanwhile() throws Exception {
    killOneInTheMiddle();
    done(CommandRun.here(tidemark, "hot-site", "shop", "2"), "has 2 parts from now on");
    traffic.send(tidemark, 500); // with copies of what was counted on one part
    Map<String, JsonNode> before = Picture.of(tidemark, SITES);
    done(
        CommandRun.here(tidemark, "rebuild", "--dry-run"),
        "No difference: sites 3",
        "Nothing was changed.");
    assertThat(generations()).containsExactly("tidemark");

    try (Asking asking = Asking.of("shop", tidemark)) {
      var rebuild = CommandRun.begin(tidemark, folder, "rebuild");
      Await.until(LONGEST, () -> generations().size() == 2, rebuild::text);
      done(CommandRun.here(tidemark, "hot-site", "shop", "4"), "has 4 parts from now on");
      done(rebuild.await(), "No difference: sites 3", "The new statistics serve.");
      assertThat(asking.failures()).isEmpty();
      assertThat(asking.asked()).isGreaterThan(10);
    }

    assertThat(generations()).hasSize(1).doesNotContain("tidemark");
    Await.until(
        LONGEST,
        () -> Files.notExists(folder.resolve("data/state/tidemark")),
        () -> "the old statistics are still on the disk");
    Picture.await(tidemark, before);
    deadLettersAreWrittenOnce();
    assertThat(Http.get(tidemark.query("/metrics")).text())
        .contains("tidemark_as_of_age_seconds ", "tidemark_topology_events_total{")
        .contains("kafka_stream_alive_stream_threads{", "tidemark_rocksdb_memory_bytes ");
    assertThat(Files.readString(tidemark.log())).doesNotContain("MeterRegistry");
    traffic.send(tidemark, 300);
    before = Picture.of(tidemark, SITES);
    tidemark.kill();
    tidemark.start();
    Picture.await(tidemark, before);
  }

  @Test
  @Order(2)
  void rebuild_afterRowsWereOverwritten_repairsAndTellsTheDifference() throws Exception {
    Map<String, JsonNode> right = Picture.of(tidemark, SITES);
    tidemark.terminate();
    assertThat(LogSurgery.overwriteRows(folder.resolve("data/kafka"))).isPositive();
    Trees.delete(folder.resolve("data/state"));
    tidemark.start();
    assertThat(Picture.of(tidemark, SITES)).isNotEqualTo(right);
    tidemark.terminate();

    CommandRun rebuild = CommandRun.process(tidemark, folder, "rebuild");

    done(rebuild, "The new statistics serve from the next start on.");
    assertThat(rebuild.text()).containsPattern("shop  \\S+  views .* -> ");
    assertThat(rebuild.text()).containsPattern("Different: sites \\d of 3");
    damageFiles(folder.resolve("data/state"));
    tidemark.start();
    Picture.await(tidemark, right);
    assertThat(Files.readString(tidemark.log()))
        .contains("Files of the store rollups of partition ", "of the store seen-events of")
        .contains("are damaged (");
  }

  @Test
  @Order(3)
  void rebuild_ofALogWithoutItsBeginning_keepsTheDaysThatItNoLongerHas() throws Exception {
    LogSurgery.deleteBeginning(tidemark);
    Map<String, JsonNode> before = Picture.of(tidemark, SITES);

    CommandRun rebuild = CommandRun.process(tidemark, folder, "rebuild");

    done(rebuild, "are carried over as they are", "No difference: sites 3");
    Picture.await(tidemark, before);
    done(CommandRun.here(tidemark, "hot-site", "blog", "3"), "has 3 parts from now on");
    traffic.send(tidemark, 300);
    before = Picture.of(tidemark, SITES);

    CommandRun again = CommandRun.here(tidemark, "rebuild");

    done(again, "are carried over as they are", "No difference: sites 3");
    Picture.await(tidemark, before);
  }

  @Test
  @Order(4)
  void rebuild_ofTwoServers_oneOfWhichIsKilledMeanwhile_endsAndTheOtherAnswersAllAlong()
      throws Exception {
    try (var one = query("one");
        var two = query("two")) {
      one.launch();
      two.launch();
      one.awaitReady();
      two.awaitReady();
      for (String site : List.of("rebuilt-a", "rebuilt-b", "rebuilt-c", "rebuilt-d")) {
        Http.post(tidemark.ingest("/event"), event(site));
        Stats.await(one, site, 1);
      }
      TidemarkProcess tool =
          query("own").with("TIDEMARK_CLUSTER_SECRET", "").with("TIDEMARK_LOG_LEVEL", "info");
      try (Asking a = Asking.of("rebuilt-a", one);
          Asking b = Asking.of("rebuilt-b", one);
          Asking c = Asking.of("rebuilt-c", one);
          Asking d = Asking.of("rebuilt-d", one)) {
        var rebuild =
            CommandRun.begin(tool, folder.resolve("own"), "rebuild", "--query", one.query(""));
        Await.until(LONGEST, () -> rebuild.text().contains("The servers change"), rebuild::text);

        two.kill();

        done(rebuild.await(), "No difference: ", "The new statistics serve.");
        for (Asking asking : List.of(a, b, c, d)) {
          assertThat(asking.failures()).as(one.logTail()).isEmpty();
          assertThat(asking.asked()).isGreaterThan(10);
        }
      }
      two.launch();
      for (String site : List.of("rebuilt-a", "rebuilt-b", "rebuilt-c", "rebuilt-d")) {
        Http.post(tidemark.ingest("/event"), event(site));
        assertThat(Stats.await(one, site, 2).views()).isEqualTo(2);
      }
      two.awaitReady();
      for (String site : List.of("rebuilt-a", "rebuilt-b", "rebuilt-c", "rebuilt-d")) {
        assertThat(Stats.await(two, site, 2).views()).isEqualTo(2);
      }
    }
  }

  private static String event(String site) {
    return "{\"site_id\":\"" + site + "\",\"path\":\"/\"}";
  }

  private TidemarkProcess query(String name) throws IOException {
    return new TidemarkProcess("query", Files.createDirectory(folder.resolve(name)))
        .with("TIDEMARK_KAFKA_BOOTSTRAP", tidemark.bootstrap())
        .with("TIDEMARK_APPLICATION_ID", "rebuilding")
        .with("TIDEMARK_STANDBY_REPLICAS", "1");
  }

  private static void done(CommandRun run, String... saying) {
    assertThat(run.text()).as("seed %d", SEED).contains(saying);
    assertThat(run.exitCode()).as(run.text()).isZero();
  }

  private void killOneInTheMiddle() throws Exception {
    var rebuild = CommandRun.begin(tidemark, folder, "rebuild");
    Await.until(
        LONGEST,
        () -> generations().size() == 2 || !rebuild.process().isAlive(),
        () -> "no second generation");
    rebuild.process().destroyForcibly().waitFor();
    assertThat(generations()).as("the old one is there").contains("tidemark");
  }

  /** In each partition otherwise: what was cut, is gone, is not what it was. */
  private static void damageFiles(Path state) throws IOException {
    try (var generations = Files.list(state)) {
      for (Path generation : generations.filter(Files::isDirectory).toList()) {
        DamagedFiles.cut(DamagedFiles.of(generation.resolve("0_0/rocksdb/rollups"), ".sst"));
        DamagedFiles.empty(DamagedFiles.of(generation.resolve("0_1/rocksdb/rollups"), "MANIFEST"));
        DamagedFiles.flip(DamagedFiles.of(generation.resolve("0_2"), ".sst"));
        DamagedFiles.delete(DamagedFiles.of(generation.resolve("0_3/rocksdb/seen-events"), ".sst"));
      }
    }
  }

  private void deadLettersAreWrittenOnce() {
    Map<String, Integer> byOrigin = new HashMap<>();
    for (var letter : LogSurgery.records(tidemark.bootstrap(), "events-dlq")) {
      String origin =
          Arrays.stream(letter.headers().toArray())
              .filter(header -> header.key().matches("tidemark.(partition|offset)"))
              .map(header -> new String(header.value(), UTF_8))
              .collect(Collectors.joining(":"));
      byOrigin.merge(origin, 1, Integer::sum);
    }
    assertThat(byOrigin).isNotEmpty().allSatisfy((origin, n) -> assertThat(n).isEqualTo(1));
  }

  private Set<String> generations() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", tidemark.bootstrap()))) {
      return admin.listTopics().names().get(10, TimeUnit.SECONDS).stream()
          .filter(topic -> topic.startsWith("tidemark") && topic.endsWith("-rollups-changelog"))
          .map(topic -> topic.substring(0, topic.length() - "-rollups-changelog".length()))
          .collect(Collectors.toSet());
    }
  }
}
