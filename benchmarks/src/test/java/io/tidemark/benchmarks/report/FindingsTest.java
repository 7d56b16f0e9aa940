package io.tidemark.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.benchmarks.Effort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private final Findings findings = Findings.unheard();

  @Test
  void median_oddAndEven_isTheMiddle() {
    List.of(9.0, 1.0, 2.0).forEach(value -> findings.add("odd", value));
    List.of(9.0, 1.0, 2.0, 4.0).forEach(value -> findings.add("even", value));

    assertThat(findings.median("odd")).isEqualTo(2);
    assertThat(findings.median("even")).isEqualTo(3);
    assertThatThrownBy(() -> findings.median("none")).hasMessage("none was not measured");
  }

  @Test
  void ratio_ofMediansAndByRound_isAsSaid() {
    List.of(10.0, 5.0, 2.0).forEach(value -> findings.add("over", value));
    List.of(20.0, 5.0, 4.0).forEach(value -> findings.add("under", value));

    findings.ratio("of_medians", "over", "under");
    findings.ratioByRound("by_round", "over", "under");

    assertThat(findings.ratios()).containsEntry("of_medians", 1.0).containsEntry("by_round", 0.5);
  }

  @Test
  void ratioByRound_notTheSameRounds_isRefused() {
    findings.add("over", 1);
    findings.add("over", 2);
    findings.add("under", 1);

    assertThatThrownBy(() -> findings.ratioByRound("ratio", "over", "under"))
        .hasMessage("over and under do not have the same rounds");
    assertThatThrownBy(() -> findings.ratioByRound("ratio", "none", "nothing"))
        .hasMessage("none and nothing do not have the same rounds");
  }

  @Test
  void verdict_bothDirections_saysHowItStands() {
    Target more = new Target("ratio", 0.5, 2);
    Target less = new Target("ms", 20, 5);

    assertThat(List.of(more.verdict(2), more.verdict(0.5), more.verdict(0.4)))
        .containsExactly("aim", "met", "NOT MET");
    assertThat(List.of(less.verdict(5), less.verdict(20), less.verdict(21)))
        .containsExactly("aim", "met", "NOT MET");
  }

  @Test
  void file_writtenAndRead_tellsTheSame(@TempDir Path folder) throws Exception {
    findings.add("a_ms", 1.5);
    findings.add("a_ms", 2.5);
    findings.add("b_ms", Double.NaN);
    findings.ratio("a_vs_a", "a_ms", "a_ms");
    Machine machine = new Machine("abc", "17", List.of("-Xms64m"), 2, 4096, "Linux", "cpu");
    ResultsFile.Run run =
        new ResultsFile.Run(
            Instant.parse("2026-01-31T23:59:00Z"),
            machine,
            Effort.STANDARD,
            List.of("x"),
            List.of());
    Path file = folder.resolve("results").resolve(ResultsFile.name(run.started(), run.machine()));
    Findings read = Findings.unheard();

    ResultsFile.write(file, run, findings);
    ResultsFile.read(file, read);

    assertThat(file.getFileName()).hasToString("20260131T2359-abc.json");
    assertThat(file)
        .content()
        .contains(
            "\"a_vs_a\" : 1.0",
            "\"a_ms\" : 2.0",
            "\"cores\" : 2",
            "\"memory_mb\" : 4096",
            "\"events\" : 5000000",
            "\"query_vs_livez\" : null");
    assertThat(read.figures()).isEqualTo(findings.figures());
    assertThat(read.repetitions()).isEqualTo(findings.repetitions());
  }

  @Test
  void table_allWereRun_namesWhatWasNotMeasured() {
    findings.add("flush_p99_ms", 300);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Table.print(findings, true, new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.endsWith("NOT MEASURED"))
        .hasSize(Target.ALL.size() - 1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("flush_p99_ms +300 +≤ 1,000 +≤ 250 +met");
  }
}
