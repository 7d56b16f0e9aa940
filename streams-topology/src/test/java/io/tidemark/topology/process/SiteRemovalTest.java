package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.quality.RefusalReport;
import io.tidemark.schemas.topic.SiteRemoval;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteRemovalTest {
  private static final Instant ARRIVAL = Instant.parse("2025-11-12T10:00:00Z");
  private static final long DAY = Instant.parse("2025-11-12T00:00:00Z").toEpochMilli();
  private static final RollupLimits LIMITS =
      new RollupLimits(
          Retention.of(Duration.ofDays(2), Duration.ofDays(90)),
          TestTopology.config(java.nio.file.Path.of("state")).caps(),
          TestTopology.config(java.nio.file.Path.of("state")).dimensions(),
          100,
          100_000);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<TestRecord<byte[], byte[]>> log = new ArrayList<>();
  private final List<TestRecord<byte[], byte[]>> changes = new ArrayList<>();
  private TestTopology topology = new TestTopology(1, meters);

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void removedSite_isGoneAtOnce_andOthersStay() {
    countBoth();
    remove("s");

    assertThat(topology.rollups().sites()).extracting("siteId").containsExactly("t");
    assertForgotten(topology.rollups(), "s");
    assertThat(views(topology.rollups(), "t")).isEqualTo(3);
    assertThat(topology.dlq().isEmpty()).isTrue();
  }

  @Test
  void eventsBehindTheRemoval_countAsIfTheSiteWereNew() {
    countBoth();
    remove("s");
    event("s", "/b", "v", "7");

    assertCountsOnlyTheLast(topology.rollups());
  }

  @Test
  void eventOfBefore_sentAgainWithItsId_isStillADuplicate() {
    event("s", "/a", "u", "1");
    remove("s");
    event("s", "/a", "u", "1");

    assertThat(topology.rollups().totals("s", Level.ALL, 0)).isEmpty();
    assertThat(topology.rollups().quality("s").duplicates()).isEqualTo(1);
  }

  @Test
  void sameLog_countedAgain_givesTheSame() {
    countBoth();
    remove("s");
    event("s", "/b", "v", "7");
    topology.close();

    topology = new TestTopology(1, new SimpleMeterRegistry());
    List<TestRecord<byte[], byte[]>> again = List.copyOf(log);
    again.forEach(this::append);

    assertCountsOnlyTheLast(topology.rollups());
    assertThat(views(topology.rollups(), "t")).isEqualTo(3);
  }

  @Test
  void changelog_restoredElsewhere_tellsTheSame_andKeepsNothingOfBefore() {
    countBoth();
    remove("s");
    event("s", "/b", "v", "7");
    for (int i = 0; i < 20; i++) {
      topology.pass(Duration.ofSeconds(1));
    }

    SortedRows restored = restored();
    Rollups standby = new Rollups(restored, LIMITS);
    assertCountsOnlyTheLast(standby);
    assertThat(views(standby, "t")).isEqualTo(3);
    assertThat(standby.isPurging()).isFalse();
    assertThat(keysWith("/a", "s\0")).isZero();
  }

  @Test
  void changelog_restoredBeforeTheRowsWereDeleted_tellsTheSame() {
    countBoth();
    remove("s");

    Rollups standby = new Rollups(restored(), LIMITS);
    assertForgotten(standby, "s");
    assertThat(views(standby, "t")).isEqualTo(3);
  }

  @Test
  void stray_olderThanTheRemoval_isNotCounted_andAYoungerOneIs() {
    countBoth();
    remove("s");
    stray("/late", ARRIVAL.minusSeconds(1));
    assertForgotten(topology.rollups(), "s");

    stray("/new", ARRIVAL.plusSeconds(1));
    assertThat(views(topology.rollups(), "s")).isEqualTo(1);
    assertThat(meters.counter("tidemark.topology.events", "result", "removed").count())
        .isEqualTo(1);
  }

  @Test
  void refusals_reportedBeforeTheRemoval_areNotKept_andLaterOnesAre() {
    countBoth();
    remove("s");
    refuse("s", ARRIVAL.minusSeconds(1));
    assertForgotten(topology.rollups(), "s");

    refuse("s", ARRIVAL.plusSeconds(1));
    assertThat(topology.rollups().quality("s").refused()).isEqualTo(Map.of("too_long", 1L));
  }

  @Test
  void recordLikeARemoval_withoutTheHeaderOrAwayFromHome_isRefused() {
    countBoth();
    ProducerRecord<byte[], byte[]> removal = SiteRemoval.of("s", 1);
    append(new TestRecord<>(removal.key(), removal.value(), ARRIVAL));
    append(new TestRecord<>(null, removal.value(), removal.headers(), ARRIVAL));

    assertThat(topology.dlq().readRecordsToList()).hasSize(2);
    assertThat(views(topology.rollups(), "s")).isEqualTo(2);
  }

  private void countBoth() {
    event("s", "/a", "u", "1");
    event("s", "/a", "w", "2");
    event("t", "/a", "u", "1");
    event("t", "/a", "u", "2");
    event("t", "/c", "u", "3");
  }

  private static void assertForgotten(RollupView view, String site) {
    assertThat(view.site(site)).isEmpty();
    assertThat(view.quality(site)).isEqualTo(SiteQuality.NONE);
    assertThat(view.totals(site, Level.ALL, 0)).isEmpty();
    assertThat(view.totals(site, Level.DAY, DAY)).isEmpty();
    assertThat(view.totals(site, Level.HOUR, ARRIVAL.toEpochMilli())).isEmpty();
    assertThat(view.totals(site, Level.MINUTE, ARRIVAL.toEpochMilli())).isEmpty();
    assertThat(view.top(site, Level.ALL, 0, Dimension.PATH, 10).rows()).isEmpty();
    assertThat(view.views(site, Level.DAY, DAY, Dimension.PATH, "/a")).isZero();
    assertThat(view.value(site, Level.ALL, 0, Dimension.PATH, "/a")).isEmpty();
  }

  private static void assertCountsOnlyTheLast(RollupView view) {
    for (Level level : Level.values()) {
      long start = level == Level.ALL ? 0 : level == Level.DAY ? DAY : ARRIVAL.toEpochMilli();
      var totals = view.totals("s", level, start).orElseThrow();
      assertThat(totals.views()).as(level.name()).isEqualTo(1);
      assertThat(totals.users().estimate()).as(level.name()).isEqualTo(1);
      assertThat(view.top("s", level, start, Dimension.PATH, 10).rows())
          .extracting("value")
          .containsExactly("/b");
    }
    assertThat(view.quality("s").accepted()).isEqualTo(1);
    assertThat(view.sites()).extracting("siteId").containsExactlyInAnyOrder("s", "t");
  }

  /** The rows as they are wherever the changelog was read. */
  private SortedRows restored() {
    changes.addAll(topology.changelog(RollupStore.NAME));
    SortedRows rows = new SortedRows();
    for (TestRecord<byte[], byte[]> change : changes) {
      if (change.value() == null) {
        rows.delete(change.key());
      } else {
        rows.put(change.key(), change.value());
      }
    }
    return rows;
  }

  /** Rows left whose keys hold both texts. */
  private long keysWith(String a, String b) {
    long found = 0;
    var cursor = restored().scan(new byte[] {1}, new byte[] {2});
    while (cursor.next()) {
      String key = new String(cursor.key(), java.nio.charset.StandardCharsets.ISO_8859_1);
      found += key.contains(a) && key.contains(b) ? 1 : 0;
    }
    return found;
  }

  private static long views(RollupView view, String site) {
    return view.totals(site, Level.ALL, 0).orElseThrow().views();
  }

  private void event(String site, String path, String user, String id) {
    String json =
        "{\"site_id\":\"%s\",\"path\":\"%s\",\"user_id\":\"%s\",\"event_id\":\"%s\"}"
            .formatted(site, path, user, id);
    append(new TestRecord<>(site.getBytes(UTF_8), json.getBytes(UTF_8), ARRIVAL));
  }

  private void stray(String path, Instant arrival) {
    byte[] json = "{\"site_id\":\"s\",\"path\":\"%s\"}".formatted(path).getBytes(UTF_8);
    topology.rekeyed().pipeInput(new TestRecord<>("s".getBytes(UTF_8), json, arrival));
  }

  private void refuse(String site, Instant reported) {
    byte[] report = new RefusalReport(Map.of("too_long", 1L)).toBytes();
    topology.refusals().pipeInput(new TestRecord<>(site.getBytes(UTF_8), report, reported));
  }

  private void remove(String site) {
    ProducerRecord<byte[], byte[]> removal = SiteRemoval.of(site, 1);
    assertThat(removal.topic()).isEqualTo(Topics.EVENTS);
    append(new TestRecord<>(removal.key(), removal.value(), removal.headers(), ARRIVAL));
  }

  private void append(TestRecord<byte[], byte[]> record) {
    log.add(record);
    topology.events().pipeInput(record);
  }
}
