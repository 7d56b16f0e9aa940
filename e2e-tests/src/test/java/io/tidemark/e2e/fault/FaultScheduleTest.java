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
    assertThat(FaultSchedule.oneOfEach(7))
        .hasToString(
            """
            seed 7
              after 162 ms: pause query server 2 for 7850 ms
              after 461 ms: disk full of the last broker for 1534 ms
              after 238 ms: kill query server 0 for 7044 ms
              after 307 ms: rolling restart of a gateway and a query server
              after 279 ms: kill leader 4 for 968 ms
              after 342 ms: kill gateway 1 for 164 ms""");
  }

  @Test
  void failure_ofARun_tellsSeedAndSchedule() {
    FaultSchedule schedule = FaultSchedule.oneOfEach(7);

    assertThat(schedule.failure(new AssertionError("two are lost")))
        .hasMessage("two are lost\nschedule, " + schedule)
        .hasMessageContaining("seed 7\n")
        .hasMessageContaining("disk full of the last broker");
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
