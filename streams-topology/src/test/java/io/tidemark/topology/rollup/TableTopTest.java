package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTopTest {
  private static final int[] LIMITS = {15, 60, 10, 1, 300, 1000, 60, 15};

  private final HeldValues values =
      new HeldValues(new ValueRows(new SortedRows(), new byte[] {1}, 0));
  private final TableTop top = new TableTop(values);
  private final List<ValueCount> all = new ArrayList<>();
  private final Random random = new Random(42);

  @ParameterizedTest
  @ValueSource(ints = {3, 60, 900, 3_000})
  void best_askedForDifferentLimits_isAsASortTells_alsoAfterAChange(int size) {
    for (int i = 0; i < size; i++) {
      ValueCount value = new ValueCount(("/" + i).getBytes(StandardCharsets.UTF_8));
      value.views = 1L + random.nextInt(50);
      values.put(value);
      all.add(value);
      top.grown(value);
    }
    for (int change = 0; change < 5; change++) {
      for (int limit : LIMITS) {
        assertThat(top.best(limit)).isEqualTo(sorted(limit));
        assertThat(top.best(limit)).isEqualTo(sorted(limit));
      }
      ValueCount grown = all.get(random.nextInt(size));
      grown.views += 1L + random.nextInt(100);
      top.grown(grown);
    }
  }

  private List<ValueViews> sorted(int limit) {
    return all.stream()
        .map(value -> value.toValueViews(ValueCount.BUCKET))
        .sorted(ValueViews.ORDER)
        .limit(limit)
        .toList();
  }
}
