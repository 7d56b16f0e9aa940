package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rollup.Events;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.rows.SortedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the topology tells about itself. */
class TopologyMetricsTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void events_whenCounted_areDirtyUntilTheCommit_andTellHowFreshTheyWere() {
    byte[] site = "site".getBytes(UTF_8);
    byte[] event = "{\"site_id\":\"site\",\"path\":\"/a\",\"event_id\":\"e\"}".getBytes(UTF_8);
    assertThat(HomePartition.of("site", 1)).isZero();
    try (TestTopology topology = new TestTopology(1, meters)) {
      topology.events().pipeInput(site, event, Instant.ofEpochMilli(NOW_MS));

      assertThat(meters.get("tidemark.topology.freshness").timer().count()).isEqualTo(1);
      assertThat(gauge("tidemark.topology.memory.rows")).isPositive();
      assertThat(gauge("tidemark.topology.dirty.rows")).isZero(); // the driver commits each record
      assertThat(meters.get("tidemark.topology.flush").tag("store", "rollups").timer().count())
          .isPositive();
    }
    assertThat(gauge("tidemark.topology.memory.rows")).isZero();
  }

  @Test
  void caps_thatArePassed_andBucketsThatLeave_areCounted() {
    RollupLimits limits =
        new RollupLimits(
            Retention.of(Duration.ofDays(2), Duration.ofDays(90)),
            new Caps(100, 1_000, 1_000),
            Set.of(Dimension.PATH),
            3,
            10);
    SortedRows rows = new SortedRows();
    Rollups rollups = new Rollups(rows, limits, new TopologyMetrics(meters));
    for (int i = 0; i < 1_500; i++) {
      rollups.add(EventBytes.of(Events.view("site", "/p" + i, "u", NOW_MS)), NOW_MS);
    }
    assertThat(rollups.dirtyRows()).isPositive();
    assertThat(rollups.dirtyEvents()).isEqualTo(1_500);
    rollups.write(rows);
    rollups.written();

    assertThat(overflows("minute")).isPositive();
    assertThat(overflows("day")).isPositive();
    assertThat(meters.get("tidemark.topology.evicted").counter().count()).isPositive();
    assertThat(rollups.dirtyRows()).isZero();
    assertThat(rollups.dirtyEvents()).isZero();
  }

  private double overflows(String level) {
    return meters.get("tidemark.topology.cap.overflows").tag("level", level).counter().count();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
