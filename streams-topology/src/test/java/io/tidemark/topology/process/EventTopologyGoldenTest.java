package io.tidemark.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.store.Commits;
import io.tidemark.topology.store.LocalViews;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** A changed description means other task or changelog names: older state would not be found. */
class EventTopologyGoldenTest {

  @Test
  void description_isTheGoldenOne() throws IOException {
    TopologyMetrics metrics = new TopologyMetrics(new SimpleMeterRegistry());
    String description =
        EventTopology.build(
                TestTopology.config(Path.of("state")),
                4,
                true,
                new HotSites(),
                new Commits(() -> 0, Clock.systemUTC()),
                new LocalViews(),
                metrics)
            .describe()
            .toString();
    try (InputStream golden = getClass().getResourceAsStream("topology.golden.txt")) {
      assertThat(description)
          .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
