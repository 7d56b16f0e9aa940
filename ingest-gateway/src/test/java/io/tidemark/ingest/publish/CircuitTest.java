package io.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {
  private static final long SECOND = 1_000_000_000L;

  private final Circuit circuit = new Circuit();

  @Test
  void circuit_beforeAnyProbe_refuses() {
    assertThat(circuit.reason()).isEqualTo("Kafka has not answered yet");
  }

  @Test
  void circuit_probeSucceeds_takes() {
    circuit.probeSucceeded(0, SECOND);
    assertThat(circuit.reason()).isNull();
  }

  @Test
  void circuit_nothingAcknowledgedWhileOneWaits_refusesUntilTheNextAcknowledgement() {
    circuit.probeSucceeded(0, SECOND);
    circuit.check(SECOND, 2 * SECOND);
    assertThat(circuit.reason()).isNull();
    circuit.check(3 * SECOND, 4 * SECOND);
    assertThat(circuit.reason()).contains("acknowledged nothing for 2 s");
    circuit.acknowledged(5 * SECOND);
    assertThat(circuit.reason()).isNull();
  }

  @Test
  void circuit_oneWaitsWhileOthersAreAcknowledged_takes() {
    circuit.probeSucceeded(0, SECOND);
    circuit.acknowledged(9 * SECOND);
    circuit.check(8 * SECOND, 10 * SECOND);
    assertThat(circuit.reason()).isNull();
  }

  @Test
  void circuit_probeSucceedsWhileOneIsStuck_staysOpen() {
    circuit.probeSucceeded(0, SECOND);
    circuit.check(3 * SECOND, 4 * SECOND);
    circuit.probeSucceeded(4 * SECOND, 5 * SECOND);
    assertThat(circuit.reason()).isNotNull();
    circuit.probeSucceeded(0, 11 * SECOND);
    assertThat(circuit.reason()).isNull();
  }

  @Test
  void circuit_failureAfterTheLastAcknowledgement_refuses() {
    circuit.probeSucceeded(0, SECOND);
    circuit.acknowledged(5 * SECOND);
    circuit.failed(4 * SECOND, "old news");
    assertThat(circuit.reason()).isNull();
    circuit.failed(6 * SECOND, "broken");
    assertThat(circuit.reason()).isEqualTo("broken");
  }

  @Test
  void circuit_twoProbesFailInARow_refuses() {
    circuit.probeSucceeded(0, SECOND);
    circuit.probeFailed("away");
    assertThat(circuit.reason()).isNull();
    circuit.acknowledged(2 * SECOND);
    circuit.probeFailed("away");
    assertThat(circuit.reason()).isNull();
    circuit.probeFailed("away");
    assertThat(circuit.reason()).isEqualTo("away");
  }
}
