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
  void refusals_ofAnUnknownSite_areNotKept() {
    refuse("nobody", Map.of("too_long", 4L));

    assertThat(topology.rollups().quality("nobody")).isEqualTo(SiteQuality.NONE);
    assertThat(topology.rollups().sites()).isEmpty();
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
