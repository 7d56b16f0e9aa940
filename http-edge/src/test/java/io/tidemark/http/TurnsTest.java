package io.tidemark.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2, 1);

  @Test
  void requests_asManyAsMayBe_leaveProbesTheirs() {
    assertThat(turns.of("/stats").tryAcquire()).isTrue();
    assertThat(turns.of("/event").tryAcquire()).isTrue();

    assertThat(turns.of("/stats").tryAcquire()).isFalse();
    assertThat(turns.of("/livez").tryAcquire()).isTrue();
    assertThat(turns.of("/metrics").tryAcquire()).isFalse();
  }

  @Test
  void turn_givenBack_isTheNextOnes() {
    turns.of("/health").acquireUninterruptibly();
    turns.of("/health").release();

    assertThat(turns.of("/readyz").tryAcquire()).isTrue();
  }
}
