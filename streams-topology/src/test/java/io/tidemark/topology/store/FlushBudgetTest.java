package io.tidemark.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlushBudgetTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final FlushBudget budget = new FlushBudget();

  @Test
  void startsSmall() {
    assertThat(budget.rows()).isEqualTo(FlushBudget.FIRST_ROWS);
  }

  @Test
  void growsToWhatTheMachineWritesInTime() {
    for (int flush = 0; flush < 50; flush++) {
      budget.took(budget.rows(), budget.rows() * MS / 400);
    }
    assertThat(budget.rows()).isBetween(99_000, 101_000);
  }

  @Test
  void shrinksSoonerThanItGrows() {
    budget.took(20_000, 1_000 * MS);
    int shrunk = budget.rows();
    assertThat(shrunk).isLessThan(10_000);
    budget.took(shrunk, shrunk * MS / 80);
    assertThat(budget.rows()).isLessThan(FlushBudget.FIRST_ROWS / 2 + 1);
  }

  @Test
  void neverAsksForCommitsWithoutEnd() {
    for (int flush = 0; flush < 50; flush++) {
      budget.took(2_000, 60_000 * MS);
    }
    assertThat(budget.rows()).isEqualTo(FlushBudget.LEAST_ROWS);
  }

  @Test
  void learnsNothingFromSmallFlushes() {
    budget.took(3, 500 * MS);
    assertThat(budget.rows()).isEqualTo(FlushBudget.FIRST_ROWS);
  }
}
