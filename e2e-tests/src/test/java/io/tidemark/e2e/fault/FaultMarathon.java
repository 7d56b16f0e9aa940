package io.tidemark.e2e.fault;

import io.tidemark.e2e.fault.kind.FaultSchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of any kind for {@code -Dfault.minutes=…}; times are asserted too, so it wants a machine
 * of its own. For the profile {@code fault}. {@code -Dseed=…} repeats a schedule.
 */
class FaultMarathon {
  private static final FaultRun.Load LOAD = new FaultRun.Load(Duration.ofMillis(40), 300);
  private static final int FAULTS_PER_MINUTE = 20;

  @Test
  void cluster_underFaultsForLong_losesAndDoublesNothing(@TempDir Path folder)
      throws InterruptedException {
    int minutes = Integer.getInteger("fault.minutes", 30);
    FaultSchedule schedule = FaultSchedule.ofAnyKind(Seed.chosen(), minutes * FAULTS_PER_MINUTE);
    System.out.println("seed " + schedule.seed());

    new FaultRun(schedule, Duration.ofMinutes(minutes), LOAD, true).run(folder);
  }
}
