package io.tidemark.topology.rollup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * The hash of a slice of bytes under which it stands in a {@link SliceMap}. It is another one in
 * each process, so that no sender can choose values that collide, and must never be stored.
 *
 * <p>Each eight bytes are folded in by a multiplication whose both halves count. The lower half
 * alone would not do: a difference in a high bit comes out of it the same whatever was multiplied,
 * so that the next eight bytes can be chosen to undo it.
 */
final class SliceHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED;
  private static final long FACTOR;

  static {
    SecureRandom random = new SecureRandom();
    SEED = random.nextLong();
    FACTOR = random.nextLong() | 1;
  }

  private SliceHash() {}

  static int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static int of(byte[] bytes, int from, int to) {
    long hash = SEED + FACTOR * (to - from);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash, (long) LONGS.get(bytes, at));
    }
    if (at < to) {
      hash = mix(hash, rest(bytes, from, to));
    }
    return (int) (hash ^ (hash >>> 32));
  }

  /**
   * The last 1..7 bytes, with some before them once more: no loop, whose end is another each time.
   */
  private static long rest(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= Long.BYTES) {
      return (long) LONGS.get(bytes, to - Long.BYTES);
    }
    if (length >= Integer.BYTES) {
      return ((long) (int) INTS.get(bytes, from) << 32)
          | ((int) INTS.get(bytes, to - Integer.BYTES) & 0xFFFF_FFFFL);
    }
    int middle = from + length / 2;
    return (bytes[from] & 0xFFL) << 16 | (bytes[middle] & 0xFFL) << 8 | (bytes[to - 1] & 0xFFL);
  }

  private static long mix(long hash, long next) {
    long word = hash ^ next;
    return (word * FACTOR) ^ Math.multiplyHigh(word, FACTOR);
  }
}
