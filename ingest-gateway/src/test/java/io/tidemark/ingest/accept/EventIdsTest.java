package io.tidemark.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final EventIds ids = new EventIds(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void next_isAVersion7UuidOfTheTime() {
    UUID id = UUID.fromString(ids.next());
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void next_ofManyThreadsInOneMillisecond_areAllDifferent() {
    Set<String> all =
        IntStream.range(0, 200_000)
            .parallel()
            .mapToObj(i -> ids.next())
            .collect(Collectors.toSet());
    assertThat(all).hasSize(200_000);
  }
}
