package io.tidemark.query.fuzz;

import io.tidemark.schemas.fuzz.ShortRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kept inputs and seeded mutations of them; {@link LongFuzzIT} looks for new ones. */
@Timeout(ShortRun.MOST_SECONDS)
class FuzzTest {

  @Test
  void query_mutatedInputs_areAnsweredOrRefused() {
    ShortRun.of("query").run(QueryFuzz::fuzzerTestOneInput, ShortRun.mutations(40_000));
  }

  @Test
  void wire_mutatedInputs_areReadOrRefused() {
    ShortRun.of("wire").run(WireFuzz::fuzzerTestOneInput, ShortRun.mutations(40_000));
  }
}
