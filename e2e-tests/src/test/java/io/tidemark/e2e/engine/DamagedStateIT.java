package io.tidemark.e2e.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.e2e.Await;
import io.tidemark.e2e.DamagedFiles;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.StatisticsEngine;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ViewUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of the stores are damaged between a clean stop and the next start, or while they are open,
 * in each partition otherwise: nobody ever reads a wrong number, and the right ones come back by
 * themselves.
 */
class DamagedStateIT {
  private static final int EVENTS = 3_000;
  private static final Duration COMMIT = Duration.ofMillis(200);
  private static final List<String> SITES =
      IntStream.range(0, EngineUnderTest.PARTITIONS).mapToObj(DamagedStateIT::siteAt).toList();

  private final List<String> paths = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void stores_withDamagedFiles_areRestoredFromTheirChangelogs_andNeverReadWrong() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < EVENTS; i++) {
      paths.add("/" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
    }
    try (EngineUnderTest system = new EngineUnderTest(folder)) {
      system.start(COMMIT);
      for (String site : SITES) {
        system.append(HomePartition.of(site, EngineUnderTest.PARTITIONS), site, events(site, 0));
      }
      for (String site : SITES) {
        await(() -> system.events(site) == EVENTS);
      }
      system.stop();
      Path state = folder.resolve("state").resolve(EngineUnderTest.APPLICATION_ID);
      damage(state);

      StatisticsEngine engine = system.start(COMMIT);

      // What is damaged at the start is found by it, and restored without anybody's doing.
      for (int partition : new int[] {0, 1, 3}) {
        await(() -> isWhole(engine, partition));
      }
      // What is damaged later is found when it is read, here by a question, and restored with the
      // next commit.
      await(engine::ready);
      DamagedFiles.flip(DamagedFiles.of(state.resolve("0_2/rocksdb/rollups"), ".sst"));
      assertThatThrownBy(() -> isWhole(engine, 2)).isInstanceOf(ViewUnavailableException.class);
      for (String site : SITES) {
        List<String> more = new ArrayList<>(events(site, 0));
        more.add(event(site, "new", "/"));
        system.append(HomePartition.of(site, EngineUnderTest.PARTITIONS), site, more);
      }
      await(
          () -> {
            boolean all = true;
            for (int partition = 0; partition < EngineUnderTest.PARTITIONS; partition++) {
              String site = SITES.get(partition);
              all &= system.events(site) == EVENTS + 1 && isWhole(engine, partition);
              all &= engine.view(partition).quality(site).duplicates() == EVENTS;
            }
            return all;
          });
    }
  }

  private static void damage(Path state) throws IOException {
    DamagedFiles.cut(DamagedFiles.of(state.resolve("0_0/rocksdb/rollups"), ".sst"));
    DamagedFiles.empty(DamagedFiles.of(state.resolve("0_1/rocksdb/rollups"), "MANIFEST"));
    DamagedFiles.empty(DamagedFiles.of(state.resolve("0_1/rocksdb/seen-events"), "CURRENT"));
    DamagedFiles.flip(DamagedFiles.of(state.resolve("0_3/rocksdb/rollups"), ".sst"));
    DamagedFiles.delete(DamagedFiles.of(state.resolve("0_3/rocksdb/seen-events"), ".sst"));
  }

  /** Whether all paths are seen; what is said to be counted is right, or the test fails. */
  private boolean isWhole(StatisticsEngine engine, int partition) {
    RollupView view = engine.view(partition);
    String site = SITES.get(partition);
    for (String path : paths) {
      if (views(view, site, path) != 1) {
        if (view.countedTo() < EVENTS) {
          return false; // being restored, and its age says so
        }
        assertThat(views(view, site, path)).as(path).isEqualTo(1);
      }
    }
    int best = view.top(site, Level.ALL, 0, Dimension.PATH, RollupView.MAX_TOP).rows().size();
    return best == RollupView.MAX_TOP;
  }

  private static long views(RollupView view, String site, String path) {
    return view.views(site, Level.ALL, 0, Dimension.PATH, path);
  }

  private List<String> events(String site, int from) {
    return IntStream.range(from, EVENTS)
        .mapToObj(i -> event(site, Integer.toString(i), paths.get(i)))
        .toList();
  }

  private static String event(String site, String id, String path) {
    return "{\"site_id\":\"%s\",\"path\":\"%s\",\"user_id\":\"u%s\",\"event_id\":\"%s\"}"
        .formatted(site, path, id, id);
  }

  private static String siteAt(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "site" + i)
        .filter(site -> HomePartition.of(site, EngineUnderTest.PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** A partition that cannot be read now counts as not yet; a wrong number fails at once. */
  private static void await(Callable<Boolean> condition) throws InterruptedException {
    Await.until(Duration.ofSeconds(60), condition, () -> "still not so");
  }
}
