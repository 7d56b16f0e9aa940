package io.tidemark.query.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final Ticking clock = new Ticking();
  private final Breaker breaker = new Breaker(clock);

  @Test
  void pass_afterOneSilence_isShutForAPause() {
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.silent()).isTrue();

    assertThat(breaker.tryPass()).isFalse();
    clock.pass(Breaker.FIRST_PAUSE.minusMillis(1));
    assertThat(breaker.tryPass()).isFalse();
  }

  @Test
  void pass_afterThePause_isForOneProbe() {
    breaker.silent();
    clock.pass(Breaker.FIRST_PAUSE);

    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isFalse();
    breaker.answered();
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isTrue();
  }

  @Test
  void pause_probesFail_doublesToItsLongest() {
    breaker.silent();
    Duration pause = Breaker.FIRST_PAUSE;
    for (int i = 0; i < 6; i++) {
      clock.pass(pause.minusMillis(1));
      assertThat(breaker.tryPass()).isFalse();
      clock.pass(Duration.ofMillis(1));
      assertThat(breaker.tryPass()).isTrue();
      breaker.silent();
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(Breaker.LONGEST_PAUSE) < 0 ? pause : Breaker.LONGEST_PAUSE;
    }
  }

  @Test
  void silence_ofQuestionsAskedBefore_countsOnce() {
    assertThat(breaker.silent()).isTrue();
    assertThat(breaker.silent()).isFalse();
    clock.pass(Breaker.FIRST_PAUSE);

    assertThat(breaker.tryPass()).isTrue();
  }

  @Test
  void probe_thatNeverLeft_letsTheNextOneGo() {
    breaker.silent();
    clock.pass(Breaker.FIRST_PAUSE);
    breaker.tryPass();

    breaker.notAsked();

    assertThat(breaker.tryPass()).isTrue();
  }

  /** A clock that goes when told to. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2025-11-12T10:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
