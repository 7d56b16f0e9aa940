package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The table beside a map, with hashes that share many of their highest bits, or few. */
class IdTablePropertyTest {

  /**
   * Tails that differ in few bits, of either half. None ends in 32 zeros: that is what was stored
   * of shorter ids, see {@link IdRow#isSame}.
   */
  private static final long[] TAILS = {1, 2, 1L << 31, 1L << 32 | 1, 1L << 63 | 1};

  private record Id(long hash, long tail) {}

  @Property(tries = 100)
  void table_ofAnyHashes_equalsAMap_andIsInOrder(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int sharedBits) {
    Random random = new Random(seed);
    Map<Id, Long> truth = new HashMap<>();
    IdTable table = new IdTable(0);
    for (int i = 0; i < 5_000; i++) {
      long hash =
          sharedBits == 0 ? random.nextLong() : -1L << (64 - sharedBits) | random.nextLong();
      Id id = new Id(hash >>> 2 << 2 | 1, TAILS[random.nextInt(TAILS.length)]);
      assertThat(table.arrival(id.hash, id.tail)).isEqualTo(truth.getOrDefault(id, IdTable.NEVER));
      if (table.isFull()) {
        long oldest = random.nextInt(2_000);
        truth.values().removeIf(arrival -> arrival < oldest);
        table = table.since(oldest);
      }
      table.put(id.hash, id.tail, i);
      truth.put(id, (long) i);
    }
    assertThat(table.size()).isEqualTo(truth.size());
    long last = 0;
    for (int slot = 0; slot < table.slots(); slot++) {
      if (table.hashAt(slot) != 0) {
        assertThat(Long.compareUnsigned(table.hashAt(slot), last)).isGreaterThanOrEqualTo(0);
        last = table.hashAt(slot);
      }
    }
  }
}
