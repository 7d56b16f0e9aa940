package io.tidemark.e2e.fault;

import io.tidemark.e2e.fault.kind.FaultSchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One fault of each main kind. The machine may be busy: what is counted and answered is asserted,
 * times are only told. {@code -Dseed=…} repeats a schedule.
 */
@Tag("alone")
class FaultIT {
  private static final FaultRun.Load LOAD = new FaultRun.Load(Duration.ofMillis(80), 40);

  @Test
  void cluster_underOneFaultOfEachKind_losesAndDoublesNothing(@TempDir Path folder)
      throws InterruptedException {
    FaultSchedule schedule = FaultSchedule.oneOfEach(Seed.chosen());
    System.out.println("schedule, " + schedule);

    new FaultRun(schedule, Duration.ofHours(1), LOAD, false).run(folder);
  }
}
