package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BloomFilterTest {
  private static final int IDS = 100_000;

  @Test
  void ids_thatWereAdded_passAll_andOfOthersFewDo() {
    BloomFilter filter = BloomFilter.withLines(BloomFilter.linesFor(IDS));
    SplittableRandom added = new SplittableRandom(1);
    for (int i = 0; i < IDS; i++) {
      filter.add(added.nextLong(), added.nextLong());
    }

    assertThat(passing(filter, 1)).isEqualTo(IDS);
    assertThat(passing(filter, 2)).isBetween(1, IDS * 3 / 1_000);
  }

  private static int passing(BloomFilter filter, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int passing = 0;
    for (int i = 0; i < IDS; i++) {
      passing += filter.mayHave(random.nextLong(), random.nextLong()) ? 1 : 0;
    }
    return passing;
  }
}
