package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.quality.RefusalReport;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteQualityTest {
  private static final Instant ARRIVAL = Instant.parse("2025-11-12T10:00:00Z");

  /** Of {@link TestTopology#config}. */
  private static final int MAX_SITES = 100;

  private final TestTopology topology = new TestTopology(1, new SimpleMeterRegistry());

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void quality_ofASite_tellsWhatBecameOfItsEvents() {
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"event_id\":\"1\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"event_id\":\"1\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"timestamp\":\"2025-11-12T08:59:59Z\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"timestamp\":\"2025-11-12T09:00:01Z\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"bot\":\"crawler\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"bot\":\"prefetch\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"bot\":\"crawler\"}");
    refuse("s", Map.of("invalid_timestamp", 2L));
    refuse("s", Map.of("invalid_timestamp", 1L, "too_long", 4L));

    SiteQuality expected =
        new SiteQuality(
            7,
            1,
            1,
            Map.of("crawler", 2L, "prefetch", 1L),
            Map.of("invalid_timestamp", 3L, "too_long", 4L));
    assertThat(topology.rollups().quality("s")).isEqualTo(expected);
    assertThat(topology.rollups().totals("s", Level.ALL, 0).orElseThrow().events()).isEqualTo(3);
  }

  @Test
  void refusals_readBeforeTheFirstEvent_areKept() {
    refuse("s", Map.of("too_long", 4L));

    assertThat(topology.rollups().sites()).isEmpty();
    assertThat(topology.rollups().quality("s").refused()).isEqualTo(Map.of("too_long", 4L));

    send("{\"site_id\":\"s\",\"path\":\"/a\"}");
    SiteQuality expected = new SiteQuality(1, 0, 0, Map.of(), Map.of("too_long", 4L));
    assertThat(topology.rollups().quality("s")).isEqualTo(expected);
    assertThat(topology.rollups().sites()).extracting("siteId").containsExactly("s");
  }

  @Test
  void refusals_ofANewSiteWithoutRoom_areNotKept() {
    for (int i = 0; i <= MAX_SITES; i++) {
      refuse("s" + i, Map.of("too_long", 4L));
    }

    assertThat(topology.rollups().quality("s0").refused()).isEqualTo(Map.of("too_long", 4L));
    assertThat(topology.rollups().quality("s" + MAX_SITES)).isEqualTo(SiteQuality.NONE);
  }

  @Test
  void site_withBotsOnly_isNotListed() {
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"bot\":\"crawler\"}");

    assertThat(topology.rollups().sites()).isEmpty();
    assertThat(topology.rollups().site("s")).isEmpty();
    assertThat(topology.rollups().quality("s").bots()).isEqualTo(Map.of("crawler", 1L));
  }

  @Test
  void botReasons_ofAnInventiveSender_areBounded() {
    for (int i = 0; i < 200; i++) {
      send("{\"site_id\":\"s\",\"path\":\"/a\",\"bot\":\"reason-" + i + "\"}");
    }

    assertThat(topology.rollups().quality("s").bots()).hasSize(65).containsEntry("other", 136L);
  }

  private void send(String json) {
    topology.events().pipeInput(new TestRecord<>(null, json.getBytes(UTF_8), ARRIVAL));
  }

  private void refuse(String siteId, Map<String, Long> counts) {
    byte[] report = new RefusalReport(counts).toBytes();
    topology.refusals().pipeInput(new TestRecord<>(siteId.getBytes(UTF_8), report, ARRIVAL));
  }
}
