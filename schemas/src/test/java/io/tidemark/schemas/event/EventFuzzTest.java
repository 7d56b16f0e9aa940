package io.tidemark.schemas.event;

import io.tidemark.schemas.fuzz.Corpus;
import io.tidemark.schemas.fuzz.ShortRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventFuzzTest {
  private static final int MUTATIONS = 60_000;

  @Test
  @Timeout(60)
  void event_mutatedInputs_areReadAlikeByBoth() {
    new ShortRun(Corpus.of("event"), 1).run(EventFuzz::fuzzerTestOneInput, MUTATIONS);
  }
}
