package io.tidemark.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.hot.PartsHistory;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.SiteParts;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Whatever order things happen in while the number of a site's parts grows - records of gateways
 * that have not heard of it or heard of it first, of producers that know nothing, duplicates on
 * other partitions, partitions that lag and are handed over - each id counts once.
 */
class HotSitePropertyTest {
  private static final Duration WINDOW = Duration.ofSeconds(200);
  private static final long START_MS = Instant.parse("2025-11-12T10:00:00Z").toEpochMilli();
  private static final int STEPS = 6_000;
  private static final String HOT = "hot";
  private static final String PLAIN = "plain";

  /** A run. */
  private static final class Run {
    private final Random random;
    private final List<SimulatedPartition> partitions = new ArrayList<>();
    private final List<PartsHistory> said = new ArrayList<>();
    private final List<String> recent = new ArrayList<>();
    private final List<Long> recentMs = new ArrayList<>();
    private final Map<String, Set<String>> ids = new HashMap<>();
    private final Map<String, Set<String>> users = new HashMap<>();
    private final Map<String, Map<String, Long>> paths = new HashMap<>();
    private long nowMs = START_MS;
    private int records;
    private int nextId;

    Run(Random random) {
      this.random = random;
      for (int i = 0; i < SimulatedPartition.PARTITIONS; i++) {
        partitions.add(new SimulatedPartition(i, partitions, WINDOW));
      }
    }

    void step() {
      nowMs += random.nextInt(100);
      int dice = random.nextInt(1_000);
      if (dice < 3) {
        raise();
      } else if (dice < 30) {
        hear(any());
      } else if (dice < 40) {
        any().handOver(new HotSites());
      } else if (dice < 150) {
        any().commit();
      } else if (dice < 400) {
        send();
      } else {
        any().step(random.nextBoolean());
      }
      for (SimulatedPartition partition : partitions) {
        while (nowMs - partition.oldestMs() > WINDOW.toMillis() / 10) {
          partition.step(true);
          partition.commit();
        }
      }
    }

    private void raise() {
      int before = said.isEmpty() ? 1 : said.get(said.size() - 1).parts();
      if (before < SimulatedPartition.PARTITIONS) {
        int parts = before + 1 + random.nextInt(SimulatedPartition.PARTITIONS - before);
        said.add(
            PartsHistory.with(said.isEmpty() ? null : said.get(said.size() - 1), parts, nowMs));
      }
    }

    private void hear(SimulatedPartition partition) {
      if (!said.isEmpty()) {
        partition.heard().put(HOT, said.get(random.nextInt(said.size())));
      }
    }

    private void send() {
      while (!recentMs.isEmpty() && nowMs - recentMs.get(0) > WINDOW.toMillis() / 2) {
        recent.remove(0);
        recentMs.remove(0);
      }
      String json;
      if (recent.isEmpty() || random.nextInt(3) > 0) {
        json = fresh();
        recent.add(json);
        recentMs.add(nowMs);
      } else {
        json = recent.get(random.nextInt(recent.size()));
      }
      records++;
      to(json).append(new SimulatedPartition.Message(json, nowMs));
    }

    private String fresh() {
      String site = random.nextInt(5) == 0 ? PLAIN : HOT;
      String id = "id-" + nextId++;
      String path = "/" + random.nextInt(20);
      String user = random.nextInt(4) == 0 ? null : "user-" + random.nextInt(150);
      ids.computeIfAbsent(site, any -> new HashSet<>()).add(id);
      paths.computeIfAbsent(site, any -> new HashMap<>()).merge(path, 1L, Long::sum);
      if (user != null) {
        users.computeIfAbsent(site, any -> new HashSet<>()).add(user);
      }
      return json(site, path, user, id);
    }

    /** Where a gateway sends it, whatever that has heard; or a producer that knows nothing. */
    private SimulatedPartition to(String json) {
      if (random.nextInt(8) == 0) {
        return any();
      }
      boolean isHot = json.contains("\"site_id\":\"hot\"");
      int heard = said.isEmpty() ? -1 : random.nextInt(said.size() + 1) - 1;
      int parts = heard < 0 || !isHot ? 1 : said.get(heard).parts();
      return partitions.get(partitionOf(json, parts));
    }

    SimulatedPartition any() {
      return partitions.get(random.nextInt(partitions.size()));
    }

    /** Deals with all that is left. */
    void settle() {
      boolean more = true;
      while (more) {
        more = false;
        for (SimulatedPartition partition : partitions) {
          while (partition.step(random.nextBoolean())) {
            more = true;
          }
          partition.commit();
        }
      }
    }
  }

  @Property(tries = 60)
  void everyId_countsOnce(@ForAll long seed) {
    Run run = new Run(new Random(seed));
    for (int i = 0; i < STEPS; i++) {
      run.step();
    }
    run.settle();

    assertCounts(run, HOT);
    assertCounts(run, PLAIN);
    long arrived = 0;
    for (SimulatedPartition partition : run.partitions) {
      arrived += partition.rollups().quality(HOT).accepted();
      arrived += partition.rollups().quality(PLAIN).accepted();
    }
    assertThat(arrived).as("each record is counted or known as a duplicate").isEqualTo(run.records);
  }

  @Property(tries = 20)
  void aWindowAfterAllHeard_nothingIsSentOnAnyMore(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = new Run(random);
    PartsHistory four = PartsHistory.with(null, 4, START_MS);
    run.said.add(four);
    run.partitions.forEach(partition -> partition.heard().put(HOT, four));
    for (int i = 0; i < STEPS; i++) {
      run.step();
    }
    run.partitions.forEach(partition -> partition.heard().put(HOT, last(run)));
    run.nowMs += 1;
    sendEverywhere(run, last(run).parts()); // each part asks those before it
    run.settle();
    int before = run.partitions.stream().mapToInt(partition -> partition.sent).sum();
    run.nowMs += WINDOW.toMillis() + 1_000;
    sendEverywhere(run, last(run).parts());
    run.settle();

    assertThat(run.partitions.stream().mapToInt(partition -> partition.sent).sum())
        .isEqualTo(before);
    assertCounts(run, HOT);
  }

  private static PartsHistory last(Run run) {
    return run.said.get(run.said.size() - 1);
  }

  /** Events of gateways that have heard of everything. */
  private static void sendEverywhere(Run run, int parts) {
    for (int i = 0; i < 300; i++) {
      String json = run.fresh();
      boolean isHot = json.contains("\"site_id\":\"hot\"");
      run.partitions
          .get(partitionOf(json, isHot ? parts : 1))
          .append(new SimulatedPartition.Message(json, run.nowMs));
      run.records++;
    }
  }

  private static void assertCounts(Run run, String site) {
    long events = 0;
    UserSketch users = new UserSketch();
    Map<String, Long> paths = new HashMap<>();
    for (SimulatedPartition partition : run.partitions) {
      var totals = partition.rollups().totals(site, Level.ALL, 0);
      if (totals.isPresent()) {
        events += totals.get().events();
        users.union(totals.get().users());
        partition
            .rollups()
            .top(site, Level.ALL, 0, Dimension.PATH, 1_000)
            .rows()
            .forEach(row -> paths.merge(row.value(), row.views(), Long::sum));
      }
    }
    assertThat(events).as(site).isEqualTo(run.ids.getOrDefault(site, Set.of()).size());
    assertThat(users.estimate()).isEqualTo(run.users.getOrDefault(site, Set.of()).size());
    assertThat(paths).isEqualTo(run.paths.getOrDefault(site, Map.of()));
  }

  private static int partitionOf(String json, int parts) {
    int n = SimulatedPartition.PARTITIONS;
    if (parts == 1) {
      return HomePartition.of(json.contains("\"site_id\":\"hot\"") ? HOT : PLAIN, n);
    }
    long key = SiteParts.key(field(json, "user_id"), field(json, "event_id"));
    return SiteParts.partition(HOT, SiteParts.of(key, parts), n);
  }

  private static @Nullable String field(String json, String name) {
    int at = json.indexOf("\"" + name + "\":\"");
    int from = at + name.length() + 4;
    return at < 0 ? null : json.substring(from, json.indexOf('"', from));
  }

  private static String json(String site, String path, @Nullable String user, String id) {
    return "{\"site_id\":\"%s\",\"path\":\"%s\",%s\"event_id\":\"%s\"}"
        .formatted(site, path, user == null ? "" : "\"user_id\":\"" + user + "\",", id);
  }
}
