package io.tidemark.schemas.users;

/**
 * Adds to UltraLogLog's registers in place: the same state that {@code UltraLogLog.add} of hash4j
 * makes, without its object between us and the bytes, for an event adds to a dozen of sets [1].
 *
 * <p>A register is 0 or four times the highest bit seen, plus two bits for the two below it. With
 * precision p the first p bits of a hash choose the register, and the number n of zeros behind them
 * says which bit was seen: n + p - 1.
 *
 * <p>[1] Otmar Ertl, UltraLogLog: A Practical and More Space-Efficient Alternative to HyperLogLog
 * for Approximate Distinct Counting, https://arxiv.org/abs/2308.16862
 */
final class Registers {
  private Registers() {}

  /**
   * Adds a hash; true if that changed a register.
   *
   * @param registers 2^p of them
   * @param precision p; to take it from their number would be to wait for that to come from memory
   *     before the register can be asked for
   */
  static boolean add(byte[] registers, int precision, long hash) {
    int index = (int) (hash >>> (Long.SIZE - precision));
    int zeros = Long.numberOfLeadingZeros(~(~hash << precision));
    int bit = zeros + precision - 1;
    byte before = registers[index];
    long seen = bitsOf(before) | (1L << bit);
    byte after = registerOf(seen);
    if (after == before) {
      return false;
    }
    registers[index] = after;
    return true;
  }

  /** Adds all that another set of as many registers has seen. */
  static void addAll(byte[] registers, byte[] others) {
    for (int i = 0; i < registers.length; i++) {
      byte ours = registers[i];
      byte theirs = others[i];
      if (theirs != 0 && theirs != ours) {
        registers[i] = registerOf(bitsOf(ours) | bitsOf(theirs));
      }
    }
  }

  /** The bits a register tells of: its highest and the two below. */
  private static long bitsOf(byte register) {
    return (4L | (register & 3)) << ((register >>> 2) - 2);
  }

  private static byte registerOf(long bits) {
    int above = Long.numberOfLeadingZeros(bits) + 1;
    return (byte) ((-above << 2) | ((bits << above) >>> 62));
  }
}
