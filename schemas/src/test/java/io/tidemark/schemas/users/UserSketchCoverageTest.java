package io.tidemark.schemas.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the stated bounds hold what they promise. */
class UserSketchCoverageTest {

  /** 1,000 random sets of each size, seeded: at least 93 % of the 95 % intervals hold the truth. */
  @ParameterizedTest
  @ValueSource(ints = {257, 300, 1_000, 3_000, 10_000, 100_000})
  void bounds_thousandRandomSets_coverTheTruth(int size) {
    assertThat(covered(size, 1_000)).isGreaterThanOrEqualTo(930);
  }

  private static int covered(int size, int sets) {
    int covered = 0;
    for (int set = 0; set < sets; set++) {
      SplittableRandom random = new SplittableRandom(31L * size + set);
      UserSketch users = new UserSketch();
      for (int i = 0; i < size; i++) {
        users.add(random.nextLong());
      }
      UserSketch.Bounds bounds = users.bounds();
      if (bounds.lower() <= size && size <= bounds.upper()) {
        covered++;
      }
    }
    return covered;
  }
}
