package io.tidemark.schemas.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SmallUserSketchTest {

  @Test
  void smallSet_upToItsLimit_isExact_andTakesEightBytesAUser() {
    UserSketch users = filled(UserSketch.SMALL_EXACT_LIMIT, 1);

    assertThat(users.isExact()).isTrue();
    assertThat(users.estimate()).isEqualTo(32);
    assertThat(users.toBytes()).hasSize(1 + 32 * 8);
  }

  @Test
  void smallSet_pastItsLimit_takes257Bytes() {
    UserSketch users = filled(5_000, 1);

    assertThat(users.isExact()).isFalse();
    assertThat(users.toBytes()).hasSize(257);
    assertThat(users.estimate()).isBetween(4_000L, 6_000L);
  }

  @Property(tries = 200)
  void smallSets_unionAndBytes_behaveAsOneSet(
      @ForAll @IntRange(max = 80) int left, @ForAll @IntRange(max = 80) int right) {
    UserSketch all = filled(left, 1);
    all.union(filled(right, 2));
    UserSketch other = filled(right, 2);
    other.union(filled(left, 1));

    assertThat(all.toBytes()).isEqualTo(other.toBytes());
    assertThat(UserSketch.fromBytes(all.toBytes()).toBytes()).isEqualTo(all.toBytes());
    if (left + right <= 32) {
      assertThat(all.estimate()).isEqualTo(left + right);
    }
  }

  private static UserSketch filled(int users, long seed) {
    Random random = new Random(seed);
    UserSketch sketch = UserSketch.small();
    for (int i = 0; i < users; i++) {
      sketch.add(random.nextLong());
    }
    return sketch;
  }
}
