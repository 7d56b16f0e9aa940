package io.tidemark.topology.rollup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hash of a slice of bytes under which it stands in a {@link SliceMap}. It is another one in
 * each process, so that no sender can choose values that collide, and must never be stored.
 */
final class SliceHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = ThreadLocalRandom.current().nextLong();
  private static final long M = 0x9E3779B97F4A7C15L;

  private SliceHash() {}

  static int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static int of(byte[] bytes, int from, int to) {
    long hash = SEED + (to - from);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash, (long) LONGS.get(bytes, at));
    }
    if (at < to) {
      hash = mix(hash, rest(bytes, from, at, to));
    }
    return (int) (hash ^ (hash >>> 32));
  }

  /** The last 1..7 bytes, with those before them where there are enough. */
  private static long rest(byte[] bytes, int from, int at, int to) {
    if (to - from >= Long.BYTES) {
      return (long) LONGS.get(bytes, to - Long.BYTES);
    }
    long rest = 0;
    for (int i = at; i < to; i++) {
      rest = (rest << 8) | (bytes[i] & 0xFF);
    }
    return rest;
  }

  private static long mix(long hash, long next) {
    long product = (hash ^ next) * M;
    return product ^ (product >>> 29);
  }
}
