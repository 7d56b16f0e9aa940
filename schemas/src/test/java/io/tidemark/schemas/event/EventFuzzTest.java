package io.tidemark.schemas.event;

import io.tidemark.schemas.fuzz.ShortRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventFuzzTest {
  private static final int MUTATIONS = 60_000;

  @Test
  @Timeout(ShortRun.MOST_SECONDS)
  void event_mutatedInputs_areReadAlikeByBoth() {
    ShortRun.of("event").run(EventFuzz::fuzzerTestOneInput, ShortRun.mutations(MUTATIONS));
  }
}
