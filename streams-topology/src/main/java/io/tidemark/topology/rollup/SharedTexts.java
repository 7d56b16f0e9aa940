package io.tidemark.topology.rollup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of values, the same array for tables that have the same value: a browser or a country
 * is in the tables of every site, and comparing it would else be a cache miss for each. A
 * direct-mapped cache, so what is forgotten is copied again. For one thread; the arrays, which
 * nobody changes, for any.
 */
final class SharedTexts {
  private static final int SLOTS = 1 << 12;

  private final byte[] @Nullable [] bySlot = new byte[SLOTS][];

  /** The slice's bytes in an array of their own; {@code hash} is its {@link SliceHash}. */
  byte[] of(byte[] source, int from, int to, int hash) {
    int slot = hash & (SLOTS - 1);
    byte[] known = bySlot[slot];
    if (known == null || !Arrays.equals(known, 0, known.length, source, from, to)) {
      known = Arrays.copyOfRange(source, from, to);
      bySlot[slot] = known;
    }
    return known;
  }
}
