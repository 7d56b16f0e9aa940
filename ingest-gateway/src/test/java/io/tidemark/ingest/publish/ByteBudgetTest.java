package io.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  @Test
  void budget_full_refusesUntilSomeIsGivenBack() {
    ByteBudget budget = new ByteBudget(100);
    assertThat(budget.tryAcquire(60)).isTrue();
    assertThat(budget.tryAcquire(41)).isFalse();
    assertThat(budget.tryAcquire(40)).isTrue();
    budget.release(60);
    assertThat(budget.tryAcquire(60)).isTrue();
    assertThat(budget.usedBytes()).isEqualTo(100);
  }

  @Test
  void budget_manyThreads_loseNothing() {
    ByteBudget budget = new ByteBudget(50);
    IntStream.range(0, 100_000)
        .parallel()
        .forEach(
            i -> {
              if (budget.tryAcquire(7)) {
                budget.release(7);
              }
            });
    assertThat(budget.usedBytes()).isZero();
  }
}
