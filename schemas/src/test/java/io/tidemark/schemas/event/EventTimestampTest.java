package io.tidemark.schemas.event;

import static io.tidemark.schemas.event.Read.accepted;
import static io.tidemark.schemas.event.Read.assertRefused;
import static io.tidemark.schemas.event.Read.refused;
import static io.tidemark.schemas.event.Read.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimestampTest {

  @ParameterizedTest
  @CsvSource({
    "2025-11-12T10:00:00Z,2025-11-12T10:00:00Z",
    "2025-11-12T10:00:00.5Z,2025-11-12T10:00:00.500Z",
    "2025-11-12T10:00:00.05Z,2025-11-12T10:00:00.050Z",
    "2025-11-12T10:00:00.123456789Z,2025-11-12T10:00:00.123Z",
    "2025-11-12T10:00:00.9999Z,2025-11-12T10:00:00.999Z",
    "2025-11-12T10:00Z,2025-11-12T10:00:00Z",
    "2025-11-12T10:00:00+05:45,2025-11-12T04:15:00Z",
    "2025-11-12T10:00:00-0330,2025-11-12T13:30:00Z",
    "2025-11-12T10:00+01,2025-11-12T09:00:00Z",
    "2025-11-12t10:00:00z,2025-11-12T10:00:00Z",
    "2024-02-29T23:59:59+18:00,2024-02-29T05:59:59Z",
    "2000-02-29T00:00:00-00:00,2000-02-29T00:00:00Z",
    "1970-01-01T00:00:00Z,1970-01-01T00:00:00Z",
    "1969-12-31T23:00:00-01:00,1970-01-01T00:00:00Z",
    "2026-03-01T12:10:00Z,2026-03-01T12:10:00Z"
  })
  void read_isoInstant_isTaken(String text, Instant expected) {
    assertThat(accepted(with("'timestamp':'" + text + "'")).timestampMs())
        .isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
    "2016-12-31T23:59:60.250Z,2017-01-01T00:00:00.250Z",
    "2017-01-01T05:29:60+05:30,2017-01-01T00:00:00Z"
  })
  void read_leapSecond_isTheSecondAfterIt(String text, Instant expected) {
    assertThat(accepted(with("'timestamp':'" + text + "'")).timestampMs())
        .isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2025-11-12",
        "2025-11-12T10:00:00",
        "2025-11-12T10:00",
        "1762941600000",
        "2025-11-12 10:00:00Z",
        "2025-11-12T10Z",
        "2025-11-12T24:00:00Z",
        "2025-11-12T10:60:00Z",
        "2025-11-12T10:00:60Z",
        "2025-11-12T23:59:61Z",
        "2025-13-01T00:00:00Z",
        "2025-00-01T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2025-11-31T00:00:00Z",
        "2025-11-00T00:00:00Z",
        "25-11-12T10:00:00Z",
        "+02025-11-12T10:00:00Z",
        "2025-11-12T10:00:00.Z",
        "2025-11-12T10:00:00.1234567890Z",
        "2025-11-12T10:00:00,5Z",
        "2025-11-12T10:00:00+1:00",
        "2025-11-12T10:00:00+18:01",
        "2025-11-12T10:00:00+05:60",
        "2025-11-12T10:00:00*05:00",
        "2025-11-12T10:00:00+05-00",
        "2025-11-12T10:00:00Z ",
        " 2025-11-12T10:00:00Z",
        "2025-11-12T10:00:00[Europe/Paris]",
        "2025-11-12T10:00:00ZZ",
        "20251112T100000Z",
        "٢٠٢٥-١١-١٢T١٠:٠٠:٠٠Z",
        "2025-W46-3T10:00:00Z",
        "2025-316T10:00:00Z",
        "Wed, 12 Nov 2025 10:00:00 GMT",
        "2025-11-12T10:00:00 Z",
        "T",
        "Z"
      })
  void read_notAnInstant_isRefused(String text) {
    Decoded decoded = with("'timestamp':'" + text + "'");
    assertRefused(decoded, RefusalCode.INVALID_TIMESTAMP, "timestamp");
    assertThat(refused(decoded).message())
        .isEqualTo(
            "timestamp is \""
                + text
                + "\"; expected ISO 8601 with an offset, or epoch milliseconds");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1762941600000L, 1772367000000L})
  void read_epochMilliseconds_areTaken(long epochMs) {
    assertThat(accepted(with("'timestamp':" + epochMs)).timestampMs()).isEqualTo(epochMs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1762941600000.5", "1.7e12", "1e400", "123456789012345678901234567890"})
  void read_otherNumbers_areRefused(String number) {
    assertRefused(with("'timestamp':" + number), RefusalCode.INVALID_TIMESTAMP, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-9223372036854775808",
        "'1969-12-31T23:59:59.999Z'",
        "'0000-01-01T00:00:00Z'",
        "'1970-01-01T00:59:59+01:00'"
      })
  void read_before1970_isRefused(String value) {
    Decoded decoded = with("'timestamp':" + value);
    assertRefused(decoded, RefusalCode.INVALID_TIMESTAMP, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1772367000001",
        "9223372036854775807",
        "'9999-12-31T23:59:59Z'",
        "'2026-03-01T12:10:00.001Z'"
      })
  void read_moreThanTenMinutesAhead_isRefused(String value) {
    Decoded decoded = with("'timestamp':" + value);
    assertRefused(decoded, RefusalCode.INVALID_TIMESTAMP, "timestamp");
    assertThat(refused(decoded).message())
        .contains("at most 10 minutes after its arrival at 2026-03-01T12:00:00Z");
  }

  @Test
  void read_emptyTimestamp_isTheArrival() {
    assertThat(accepted(with("'timestamp':''")).timestampMs()).isEqualTo(Read.ARRIVAL);
  }
}
