package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds {@link PlainBatch} against the parser of {@link BatchReader}. */
final class SameBatch {

  /** Reads both ways; returns whether it was read in one pass. */
  static boolean check(byte[] json) {
    List<Decoded> plain = PlainBatch.read(json, Read.DEFAULTS);
    if (plain == null) {
      return false;
    }
    assertThat(BatchReader.readAny(json, Read.DEFAULTS))
        .as(() -> new String(json, StandardCharsets.UTF_8))
        .isEqualTo(new BatchDecoded.Events(plain));
    return true;
  }

  private SameBatch() {}
}
