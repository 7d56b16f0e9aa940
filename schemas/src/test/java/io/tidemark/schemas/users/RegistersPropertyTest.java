package io.tidemark.schemas.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Our ways of adding leave the registers as hash4j's do. */
class RegistersPropertyTest {

  @Property(tries = 200)
  void registers_afterAnyHashes_areThoseOfHash4j(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int precision) {
    Random random = new Random(seed);
    byte[] ours = new byte[1 << precision];
    UltraLogLog theirs = UltraLogLog.create(precision);
    for (int i = 0; i < 2_000; i++) {
      long hash = random.nextInt(8) == 0 ? rare(random) : random.nextLong();
      byte[] before = theirs.getState().clone();
      boolean changed = Registers.add(ours, precision, hash);
      theirs.add(hash);

      assertThat(changed).isEqualTo(!Arrays.equals(before, theirs.getState()));
    }
    assertThat(ours).isEqualTo(theirs.getState());
  }

  @Property(tries = 200)
  void registers_ofTwoSetsTogether_areThoseOfHash4j(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int precision) {
    Random random = new Random(seed);
    byte[] ours = some(random, precision);
    byte[] others = some(random, precision);
    UltraLogLog theirs = UltraLogLog.wrap(ours.clone()).add(UltraLogLog.wrap(others.clone()));

    Registers.addAll(ours, others);

    assertThat(ours).isEqualTo(theirs.getState());
  }

  private static byte[] some(Random random, int precision) {
    byte[] registers = new byte[1 << precision];
    for (int i = random.nextInt(1 << (precision + 2)); i > 0; i--) {
      Registers.add(
          registers, precision, random.nextInt(8) == 0 ? rare(random) : random.nextLong());
    }
    return registers;
  }

  /** With many zeros, 0 itself included. */
  private static long rare(Random random) {
    return (random.nextLong() >>> random.nextInt(64)) & (random.nextLong() << random.nextInt(64));
  }
}
