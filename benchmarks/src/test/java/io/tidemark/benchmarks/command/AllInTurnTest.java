package io.tidemark.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.report.Findings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllInTurnTest {
  @Test
  void run_oneFails_goesOnAndTellsWhich() throws Exception {
    Findings findings = Findings.unheard();
    List<String> told = new ArrayList<>();

    List<String> failed =
        new AllInTurn(Effort.QUICK, Clock.systemUTC())
            .run(
                List.of("no-such", "nor-this"),
                findings,
                (done, broken) -> told.add(done + " " + broken));

    assertThat(failed).containsExactly("no-such", "nor-this");
    assertThat(told)
        .containsExactly("[no-such] [no-such]", "[no-such, nor-this] [no-such, nor-this]");
    assertThat(findings.figures()).containsOnlyKeys("took_s_no_such", "took_s_nor_this");
  }
}
