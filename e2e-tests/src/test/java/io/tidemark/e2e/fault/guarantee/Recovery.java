package io.tidemark.e2e.fault.guarantee;

import java.time.Duration;
import java.util.List;

/** All that was acknowledged is counted soon after the last fault ended. */
public final class Recovery implements Guarantee {
  private static final Duration MOST = Duration.ofSeconds(30);

  @Override
  public List<String> breaches(Evidence evidence) {
    if (evidence.timesCount() && evidence.recovery().compareTo(MOST) > 0) {
      return List.of(
          "the lag was zero %d ms after the last fault; expected at most %d"
              .formatted(evidence.recovery().toMillis(), MOST.toMillis()));
    }
    return List.of();
  }
}
