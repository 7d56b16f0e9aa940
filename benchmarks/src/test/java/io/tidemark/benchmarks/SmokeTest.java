package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.report.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Benchmarks still run: tiny ones, whose figures mean nothing. */
class SmokeTest {
  private static final Effort TINY = Effort.of(2_000, 1, 1, 500, 1);

  private final Suite suite = new Suite(Path.of(".."));
  private final Findings findings = Findings.unheard();

  @Test
  void catchUp_tiny_findsItsFigures() throws Exception {
    suite.get("catch-up").run(TINY, findings);

    assertThat(findings.figures())
        .containsKeys("catch_up_vs_parse", "catch_up_vs_dsl", "log_bytes_per_event")
        .containsKeys("changelog_bytes_per_event", "state_bytes_per_event", "dedupe_bytes_per_id")
        .allSatisfy((key, figure) -> assertThat(figure).as(key).isFinite().isPositive());
  }

  @Test
  void fresh_tiny_findsItsFigures() throws Exception {
    suite.get("fresh").run(TINY, findings);

    assertThat(findings.figures())
        .containsKeys("fresh_p99_ms", "log_bytes_per_event_live")
        .allSatisfy((key, figure) -> assertThat(figure).as(key).isFinite().isPositive());
  }

  @Test
  void all_names_areBenchmarks() {
    assertThat(suite.names()).containsAll(Suite.ALL);
  }

  @Test
  void targets_keys_areDifferent() {
    List<String> keys = Target.ALL.stream().map(Target::key).toList();

    assertThat(keys).doesNotHaveDuplicates().hasSize(21);
  }
}
