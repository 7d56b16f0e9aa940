package io.tidemark.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.fault.kind.FaultSchedule;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Schedules of faults are made from their seed alone. */
class FaultScheduleTest {

  @Test
  void schedule_ofTheSameSeed_isTheSame() {
    FaultSchedule first = FaultSchedule.ofAnyKind(7, 100);

    assertThat(FaultSchedule.ofAnyKind(7, 100)).hasToString(first.toString()).isEqualTo(first);
    assertThat(FaultSchedule.ofAnyKind(8, 100)).isNotEqualTo(first);
  }

  @Test
  void schedule_ofOneOfEach_hasEachMainKindOnce() {
    assertThat(
            FaultSchedule.oneOfEach(7).steps().stream()
                .map(step -> step.fault().kind().replaceAll("controller|leader", "broker"))
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrder(
            "kill gateway",
            "kill query server",
            "kill broker",
            "pause query server",
            "disk full",
            "rolling restart");
  }
}
