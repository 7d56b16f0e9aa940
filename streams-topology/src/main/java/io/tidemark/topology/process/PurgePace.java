package io.tidemark.topology.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks for commits while rows of removed sites are left, for each commit deletes some, also where
 * no events come. For the stream thread alone.
 */
final class PurgePace {
  private static final Duration TICK = Duration.ofMillis(200);

  private final ProcessorContext<?, ?> context;
  private final BooleanSupplier isPurging;
  private @Nullable Cancellable timer;

  PurgePace(ProcessorContext<?, ?> context, BooleanSupplier isPurging) {
    this.context = context;
    this.isPurging = isPurging;
  }

  /** Begins asking, if there is something to delete and it has not begun. */
  void begin() {
    if (timer == null && isPurging.getAsBoolean()) {
      timer = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, nowMs -> look());
    }
  }

  private void look() {
    if (isPurging.getAsBoolean()) {
      context.commit();
    } else if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
