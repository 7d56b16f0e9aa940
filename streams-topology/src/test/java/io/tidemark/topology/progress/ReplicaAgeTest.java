package io.tidemark.topology.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicaAgeTest {
  private static final Instant FIRST = Instant.parse("2025-11-12T10:00:00Z");
  private static final Instant SECOND = FIRST.plusSeconds(1);
  private static final Instant THIRD = FIRST.plusSeconds(2);

  private final ReplicaAge age = new ReplicaAge();

  @Test
  void age_ofAnEmptyCopy_isUnknown() {
    assertThat(age.advance(FIRST, 0, 100)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void age_atTheEndButForTheMarker_isTheLooks() {
    assertThat(age.advance(FIRST, 99, 100)).isEqualTo(FIRST);
  }

  @Test
  void age_ofACopyThatTrails_isOfTheLastEndItReached() {
    age.advance(FIRST, 50, 100);
    assertThat(age.advance(SECOND, 98, 200)).isEqualTo(Instant.EPOCH);
    assertThat(age.advance(THIRD, 150, 300)).isEqualTo(FIRST);
    assertThat(age.advance(THIRD, 199, 300)).isEqualTo(SECOND);
    assertThat(age.advance(THIRD, 299, 300)).isEqualTo(THIRD);
  }

  @Test
  void age_ofANeverWrittenChangelog_isTheLooks() {
    assertThat(age.advance(FIRST, 0, 0)).isEqualTo(FIRST);
  }

  @Test
  void age_ofACopyThatHangsForLong_takesBoundedMemoryAndCatchesUp() {
    for (int i = 0; i < 100_000; i++) {
      age.advance(FIRST.plusSeconds(i), 0, 10 + i);
    }
    age.advance(FIRST.plusSeconds(100_000), 100_010, 100_010);
    assertThat(age.advance(FIRST.plusSeconds(100_001), 100_010, 100_010))
        .isEqualTo(FIRST.plusSeconds(100_001));
  }
}
