package io.tidemark.e2e.fault.guarantee;

import java.time.Duration;
import java.util.List;

/** After each fault, all that was acknowledged by its end is counted soon. */
public final class Recovery implements Guarantee {
  private static final Duration MOST = Duration.ofSeconds(30);

  @Override
  public List<String> breaches(Evidence evidence) {
    if (evidence.timesCount() && evidence.recovery().compareTo(MOST) > 0) {
      return List.of(
          "what was acknowledged was counted %d ms after a fault; expected at most %d"
              .formatted(evidence.recovery().toMillis(), MOST.toMillis()));
    }
    return List.of();
  }
}
