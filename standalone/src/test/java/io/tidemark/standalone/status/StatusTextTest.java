package io.tidemark.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class StatusTextTest {
  private static final Status STATUS =
      new Status(
          List.of(new Status.Server("http://127.0.0.1:3001", true, "0.1.0", null)),
          List.of(
              new Status.Server(
                  "http://127.0.0.1:3002", true, null, "the state is being restored")),
          OptionalDouble.of(1_204.4),
          OptionalDouble.of(1_203.6),
          OptionalLong.of(212),
          new Status.Sites(2, List.of(new Status.Site("sh\u001bop", 80_112))),
          Instant.parse("2025-11-12T10:00:00Z"),
          OptionalDouble.of(0.84),
          new Instances(2, 4, "Stable"),
          new Disk(Path.of("/data"), 1_288_490_189L, 2_048, 10));

  @Test
  void status_ofASystem_isAScreen() {
    assertThat(StatusText.write(STATUS, Ansi.OFF))
        .isEqualToNormalizingNewlines(
            """
            Tidemark is not all ready

              gateway       http://127.0.0.1:3001  ready  version 0.1.0
              query server  http://127.0.0.1:3002  up, not ready: the state is being restored
              events        1,204/s accepted, 1,204/s counted
              lag           212 events not yet counted
              freshness     counted up to 0.8 s ago
              sites         2; views today:
                                  80,112  sh?op
              instances     2 query servers, 4 threads; group is Stable
              disk          /data: log 1.2 GiB, state 2.0 KiB, free 10 B
            """);
  }

  @Test
  void status_isColouredOnlyWhereColoursAreWanted() {
    assertThat(StatusText.write(STATUS, Ansi.ON)).contains("\u001b[");
    assertThat(StatusText.write(STATUS, Ansi.OFF)).doesNotContain("\u001b");
  }

  @Test
  void figures_areSummedOverTheirLabels() {
    Figures figures =
        new Figures(
            """
            # TYPE tidemark_topology_events_total counter
            tidemark_topology_events_total{result="bot"} 5.0
            tidemark_topology_events_total{result="counted"} 1.5E3
            tidemark_topology_events_total_other{result="counted"} 7
            tidemark_ingest_accepted_total 12.0
            tidemark_build_info{a="b",version="0.1.0"} 1.0
            """);

    assertThat(figures.sum("tidemark_topology_events_total", "result=\"counted\"")).hasValue(1_500);
    assertThat(figures.sum("tidemark_topology_events_total", "")).hasValue(1_505);
    assertThat(figures.sum("tidemark_ingest_accepted_total", "")).hasValue(12);
    assertThat(figures.label("tidemark_build_info", "version")).isEqualTo("0.1.0");
    assertThat(figures.sum("tidemark_nothing", "")).isEmpty();
  }
}
