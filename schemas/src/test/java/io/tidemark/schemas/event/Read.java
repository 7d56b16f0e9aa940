package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Short ways to read events in tests. */
final class Read {
  static final long ARRIVAL = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  static final EventDefaults DEFAULTS = new EventDefaults("default", ARRIVAL);
  static final EventDefaults NO_SITE = new EventDefaults(null, ARRIVAL);

  static Decoded bytes(byte[] json) {
    return new EventReader().read(json, DEFAULTS);
  }

  static Decoded json(String json) {
    return bytes(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a view of {@code /p} with more fields, in single quotes. */
  static Decoded with(String fields) {
    return json(("{'site_id':'s','path':'/p'," + fields + "}").replace('\'', '"'));
  }

  static Event accepted(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
    return ((Decoded.Accepted) decoded).event();
  }

  static Refusal refused(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Refused.class);
    return ((Decoded.Refused) decoded).refusal();
  }

  static void assertRefused(Decoded decoded, RefusalCode code, String field) {
    Refusal refusal = refused(decoded);
    assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
    assertThat(refusal.field()).as(refusal.message()).isEqualTo(field);
    assertThat(refusal.message()).isNotBlank();
  }

  private Read() {}
}
