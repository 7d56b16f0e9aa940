package io.tidemark.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlushBudgetTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final FlushBudget budget = new FlushBudget();

  @Test
  void startsSmall() {
    assertThat(budget.rows()).isEqualTo(FlushBudget.LEAST_ROWS);
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
    for (int flush = 0; flush < 50; flush++) {
      budget.took(100_000, 100_000 * MS / 400);
    }
    budget.took(100_000, 100_000 * MS / 40);
    assertThat(budget.rows()).isLessThan(25_000);
    budget.took(100_000, 100_000 * MS / 400);
    assertThat(budget.rows()).isLessThan(35_000);
  }

  @Test
  void isSpentByRowsThatAreWrittenInTime() {
    assertThat(budget.isSpent(FlushBudget.LEAST_ROWS - 1, 1)).isFalse();
    assertThat(budget.isSpent(FlushBudget.LEAST_ROWS, FlushBudget.LEAST_ROWS)).isTrue();
  }

  @Test
  void waitsLongerWhereEventsChangeFewerRowsThanThereAreEvents() {
    long events = 10L * FlushBudget.LEAST_ROWS;
    int most = FlushBudget.LEAST_ROWS * FlushBudget.PATIENCE;
    assertThat(budget.isSpent(FlushBudget.LEAST_ROWS, events)).isFalse();
    assertThat(budget.isSpent(most - 1, events)).isFalse();
    assertThat(budget.isSpent(most, events)).isTrue();
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
    assertThat(budget.rows()).isEqualTo(FlushBudget.LEAST_ROWS);
  }
}
