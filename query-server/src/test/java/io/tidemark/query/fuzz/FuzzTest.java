package io.tidemark.query.fuzz;

import io.tidemark.schemas.fuzz.Corpus;
import io.tidemark.schemas.fuzz.ShortRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kept inputs and seeded mutations of them; {@link LongFuzzIT} looks for new ones. */
@Timeout(60)
class FuzzTest {

  @Test
  void query_mutatedInputs_areAnsweredOrRefused() {
    new ShortRun(Corpus.of("query"), 1).run(QueryFuzz::fuzzerTestOneInput, 40_000);
  }

  @Test
  void wire_mutatedInputs_areReadOrRefused() {
    new ShortRun(Corpus.of("wire"), 1).run(WireFuzz::fuzzerTestOneInput, 40_000);
  }
}
