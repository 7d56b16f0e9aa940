package io.tidemark.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollPaceTest {
  private static final long BEGIN = Long.MAX_VALUE - 5; // nanoTime may be anything, and overflow
  private final PollPace pace = new PollPace();

  @Test
  void firstPoll_doesNotWait() {
    assertThat(pace.waitNanos(BEGIN)).isNotPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, PollPace.FEW - 1})
  void pollThatBroughtFew_isFollowedOnePeriodLater(int records) {
    pace.polled(records, BEGIN);

    assertThat(pace.waitNanos(BEGIN)).isEqualTo(PollPace.PERIOD_NANOS);
    assertThat(pace.waitNanos(BEGIN + PollPace.PERIOD_NANOS - 1)).isEqualTo(1);
    assertThat(pace.waitNanos(BEGIN + PollPace.PERIOD_NANOS)).isNotPositive();
    assertThat(pace.waitNanos(BEGIN + 100 * PollPace.PERIOD_NANOS)).isNotPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, PollPace.FEW, 2_000})
  void pollThatBroughtNothingOrMany_isFollowedAtOnce(int records) {
    pace.polled(1, BEGIN);
    pace.polled(records, BEGIN + 1);

    assertThat(pace.waitNanos(BEGIN + 2)).isNotPositive();
  }
}
