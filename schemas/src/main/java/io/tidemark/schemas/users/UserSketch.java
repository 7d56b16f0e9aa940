package io.tidemark.schemas.users;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of users that knows how many it holds: exact up to {@link #EXACT_LIMIT}, then estimated
 * within 1.7 % standard error in at most 3 KiB. A {@link #small()} one, for a row of a table, is
 * exact up to {@link #SMALL_EXACT_LIMIT}, then within 4.8 % in 257 bytes.
 *
 * <p>Not thread-safe.
 */
public final class UserSketch {
  /*
   * The set is a function of the distinct hashes alone: up to 256 of them are kept as they are (open
   * addressing, 0 kept apart); the 257th turns the set into an UltraLogLog for good. Both forms are
   * independent of the order of insertion, so union is associative, commutative and idempotent, and
   * a set in sketch form is known to hold at least 257 users. The small size does the same with 32
   * and p = 8.
   *
   * UltraLogLog with precision p = 11 has 2048 one-byte registers. Its maximum-likelihood estimator
   * has the asymptotic relative standard error 0.7609 / sqrt(2048) = 1.68 %, and less below about
   * 5,000 users [1].
   *
   * Stored form, version 1. One byte of version and kind, then the content:
   *
   *   exact    | 0x10 | n hashes of 8 bytes, big-endian, ascending unsigned, n in 0..256 |
   *   sketch   | 0x11 | 2048 registers of UltraLogLog, p = 11                            |
   *   small    | 0x20 | n hashes, n in 0..32 |      | 0x21 | 256 registers, p = 8        |
   *
   * [1] Otmar Ertl, UltraLogLog: A Practical and More Space-Efficient Alternative to HyperLogLog
   * for Approximate Distinct Counting, https://arxiv.org/abs/2308.16862
   */

  /** Most users counted exactly. */
  public static final int EXACT_LIMIT = 256;

  /** Most users counted exactly by a {@link #small()} set. */
  public static final int SMALL_EXACT_LIMIT = 32;

  /** How many bytes {@link #writeSmallOf} writes. */
  public static final int SMALL_OF_BYTES = 1 + Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final double Z_95 = 1.96;
  private static final long[] NOTHING = new long[0];

  /** Up to so many hashes stand in a row and are looked through; more are hashed. */
  private static final int LOOKED_THROUGH = 32;

  /** How much a set takes to be how exact. */
  private enum Size {
    FULL(EXACT_LIMIT, 11, 0x10),
    SMALL(SMALL_EXACT_LIMIT, 8, 0x20);

    final int exactLimit;
    final int precision;
    final int registers;
    final double standardError;
    final byte exact;
    final byte sketch;

    Size(int exactLimit, int precision, int exact) {
      this.exactLimit = exactLimit;
      this.precision = precision;
      this.registers = 1 << precision;
      this.standardError = 0.7608621002725182 / Math.sqrt(registers);
      this.exact = (byte) exact;
      this.sketch = (byte) (exact + 1);
    }
  }

  private final Size size;

  /**
   * The hashes other than 0: up to {@value #LOOKED_THROUGH} in the order they came, more in open
   * addressing, at most half full, where 0 marks a free slot.
   */
  private long[] hashes = NOTHING;

  private int stored;
  private boolean holdsZero;

  /** UltraLogLog's registers, once there are more users than are counted exactly; else null. */
  private byte @Nullable [] registers;

  /** The sketch's estimate, or -1 if it has changed since. */
  private double estimate = -1;

  /** The empty set. */
  public UserSketch() {
    this(Size.FULL);
  }

  private UserSketch(Size size) {
    this.size = size;
  }

  /** The empty set of the small size. */
  public static UserSketch small() {
    return new UserSketch(Size.SMALL);
  }

  /** A set of the small size with one user in it. */
  public static UserSketch smallOf(long userHash) {
    UserSketch one = small();
    one.add(userHash);
    return one;
  }

  /**
   * The 64-bit hash under which a user counts; the same for ever, in every process.
   *
   * <p>It is XXH3 (64 bits, seed 0) of the id's UTF-8 bytes, so that other languages can repeat it.
   */
  public static long hash(String userId) {
    return Hashing.xxh3_64().hashBytesToLong(userId.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #hash(String)}, of the UTF-8 bytes {@code source[from..to)}. */
  public static long hash(byte[] source, int from, int to) {
    return Hashing.xxh3_64().hashBytesToLong(source, from, to - from);
  }

  /** Adds a user's hash; true if that changed this sketch (so that it must be stored again). */
  public boolean add(long userHash) {
    byte[] sketch = registers;
    if (sketch == null) {
      return addExact(userHash);
    }
    if (!Registers.add(sketch, size.precision, userHash)) {
      return false;
    }
    estimate = -1;
    return true;
  }

  private boolean addExact(long userHash) {
    if (userHash == 0) {
      if (holdsZero) {
        return false;
      }
      holdsZero = true;
    } else if (!store(userHash)) {
      return false;
    }
    if (count() > size.exactLimit) {
      turnTo(registersOf(this));
    }
    return true;
  }

  private boolean store(long userHash) {
    long[] all = hashes;
    if (all.length > LOOKED_THROUGH) {
      return storeHashed(userHash);
    }
    for (int i = 0; i < stored; i++) {
      if (all[i] == userHash) {
        return false;
      }
    }
    if (stored == LOOKED_THROUGH) {
      rehash(4 * LOOKED_THROUGH);
      return storeHashed(userHash);
    }
    if (stored == all.length) {
      hashes = Arrays.copyOf(all, Math.min(LOOKED_THROUGH, Math.max(1, 2 * stored)));
    }
    hashes[stored++] = userHash;
    return true;
  }

  private boolean storeHashed(long userHash) {
    int slot = slotOf(hashes, userHash);
    if (hashes[slot] != 0) {
      return false;
    }
    hashes[slot] = userHash;
    stored++;
    if (stored * 2 > hashes.length) {
      rehash(2 * hashes.length);
    }
    return true;
  }

  private int count() {
    return holdsZero ? stored + 1 : stored;
  }

  /** Where a hash is, or the free slot where it belongs. */
  private static int slotOf(long[] table, long userHash) {
    int mask = table.length - 1;
    int slot = (int) userHash & mask;
    while (table[slot] != 0 && table[slot] != userHash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rehash(int capacity) {
    long[] larger = new long[capacity];
    for (long userHash : hashes) {
      if (userHash != 0) {
        larger[slotOf(larger, userHash)] = userHash;
      }
    }
    hashes = larger;
  }

  private static byte[] registersOf(UserSketch exact) {
    byte[] sketch = new byte[exact.size.registers];
    for (long userHash : exact.hashes) {
      if (userHash != 0) {
        Registers.add(sketch, exact.size.precision, userHash);
      }
    }
    if (exact.holdsZero) {
      Registers.add(sketch, exact.size.precision, 0);
    }
    return sketch;
  }

  private void turnTo(byte[] sketch) {
    registers = sketch;
    hashes = NOTHING;
    stored = 0;
    holdsZero = false;
    estimate = -1;
  }

  /** Adds all of the other's users; the other stays as it is. */
  public void union(UserSketch other) {
    if (other == this) {
      return;
    }
    byte[] theirs = other.registers;
    if (theirs == null) {
      for (long userHash : other.hashes) {
        if (userHash != 0) {
          add(userHash);
        }
      }
      if (other.holdsZero) {
        add(0);
      }
      return;
    }
    byte[] ours = registers == null ? registersOf(this) : registers;
    if (ours.length == theirs.length) {
      Registers.addAll(ours, theirs);
      turnTo(ours);
    } else {
      turnTo(UltraLogLog.wrap(ours).add(UltraLogLog.wrap(theirs)).getState());
    }
  }

  /** The number of distinct users, rounded. */
  public long estimate() {
    byte[] sketch = registers;
    return sketch == null ? count() : Math.round(estimateOf(sketch));
  }

  private double estimateOf(byte[] sketch) {
    if (estimate < 0) {
      estimate =
          Math.max(
              size.exactLimit + 1.0,
              UltraLogLog.wrap(sketch)
                  .getDistinctCountEstimate(UltraLogLog.MAXIMUM_LIKELIHOOD_ESTIMATOR));
    }
    return estimate;
  }

  /** Whether {@link #estimate()} is exact. */
  public boolean isExact() {
    return registers == null;
  }

  /** The 95 % interval around the estimate; both ends equal the estimate when exact. */
  public Bounds bounds() {
    byte[] sketch = registers;
    if (sketch == null) {
      return new Bounds(count(), count());
    }
    double middle = estimateOf(sketch);
    double margin = middle * Z_95 * size.standardError;
    return new Bounds(
        Math.max(size.exactLimit + 1L, (long) Math.floor(middle - margin)),
        (long) Math.ceil(middle + margin));
  }

  /** An independent copy. */
  public UserSketch copy() {
    UserSketch copy = new UserSketch(size);
    copy.hashes = hashes.length == 0 ? hashes : hashes.clone();
    copy.stored = stored;
    copy.holdsZero = holdsZero;
    copy.registers = registers == null ? null : registers.clone();
    copy.estimate = estimate;
    return copy;
  }

  /** The stored form, versioned; equal sets of users filled in any order give equal bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[storedBytes()];
    writeTo(bytes, 0);
    return bytes;
  }

  /**
   * Writes {@link #toBytes} into an array that has room for {@link #storedBytes} there.
   *
   * @return where it ends
   */
  public int writeTo(byte[] to, int at) {
    byte[] sketch = registers;
    if (sketch != null) {
      to[at] = size.sketch;
      System.arraycopy(sketch, 0, to, at + 1, size.registers);
      return at + 1 + size.registers;
    }
    to[at] = size.exact;
    int next = at + 1;
    if (holdsZero) {
      next = write(0, to, next);
    }
    if (stored == 1 && hashes.length == 1) {
      return write(hashes[0], to, next);
    }
    for (long flipped : flippedAndSorted()) {
      next = write(flipped ^ Long.MIN_VALUE, to, next);
    }
    return next;
  }

  /**
   * Writes what {@link #smallOf} of a user would, without making it.
   *
   * @return where it ends
   */
  public static int writeSmallOf(long userHash, byte[] to, int at) {
    to[at] = Size.SMALL.exact;
    return write(userHash, to, at + 1);
  }

  private static int write(long userHash, byte[] to, int at) {
    LONG.set(to, at, userHash);
    return at + Long.BYTES;
  }

  /** How many bytes {@link #toBytes} has. */
  public int storedBytes() {
    return 1 + (registers == null ? count() * Long.BYTES : size.registers);
  }

  /** The hashes other than 0 with the sign bit flipped, which makes signed order unsigned order. */
  private long[] flippedAndSorted() {
    long[] flipped = new long[stored];
    int next = 0;
    for (long userHash : hashes) {
      if (userHash != 0) {
        flipped[next++] = userHash ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(flipped);
    return flipped;
  }

  /**
   * Reads {@link #toBytes()}.
   *
   * @throws IllegalArgumentException if the bytes are not a sketch of a known version
   */
  public static UserSketch fromBytes(byte[] bytes) {
    if (bytes.length == 0) {
      throw refused("it is empty");
    }
    for (Size size : Size.values()) {
      if (bytes[0] == size.exact) {
        return exactFrom(size, bytes);
      }
      if (bytes[0] == size.sketch) {
        return sketchFrom(size, bytes);
      }
    }
    throw refused("its first byte is " + bytes[0]);
  }

  private static UserSketch exactFrom(Size size, byte[] bytes) {
    int count = (bytes.length - 1) / Long.BYTES;
    if (bytes.length != 1 + count * Long.BYTES || count > size.exactLimit) {
      throw refused("an exact set cannot be " + bytes.length + " bytes long");
    }
    ByteBuffer hashes = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    UserSketch users = new UserSketch(size);
    users.hashes = count > LOOKED_THROUGH ? new long[capacity(count)] : new long[count];
    long previous = 0;
    for (int i = 0; i < count; i++) {
      long userHash = hashes.getLong();
      if (i > 0 && Long.compareUnsigned(userHash, previous) <= 0) {
        throw refused("hash " + i + " is not above the one before it");
      }
      users.addExact(userHash);
      previous = userHash;
    }
    return users;
  }

  /** Slots for so many hashes. */
  private static int capacity(int count) {
    return Math.max(4 * LOOKED_THROUGH, 4 * Integer.highestOneBit(count));
  }

  private static UserSketch sketchFrom(Size size, byte[] bytes) {
    if (bytes.length != 1 + size.registers) {
      throw refused("a sketch is " + (1 + size.registers) + " bytes long, not " + bytes.length);
    }
    byte[] registers = Arrays.copyOfRange(bytes, 1, bytes.length);
    boolean empty = true;
    for (int i = 0; i < size.registers; i++) {
      int value = registers[i] & 0xff;
      if (!isRegister(size, value)) {
        throw refused("register " + i + " cannot be " + value);
      }
      empty &= value == 0;
    }
    if (empty) {
      throw refused("a sketch with no user is stored as an exact set");
    }
    UserSketch users = new UserSketch(size);
    users.registers = registers;
    return users;
  }

  /**
   * Whether a register can hold a value: four times the highest bit seen (10 and up), plus two bits
   * for the two below it, of which those below bit 10 do not exist.
   */
  private static boolean isRegister(Size size, int value) {
    int lowest = 4 * (size.precision - 1);
    return value == 0
        || value == lowest
        || value == lowest + 4
        || value == lowest + 6
        || value >= lowest + 8;
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "not a set of users: "
            + why
            + "; expected version 1: 0x10 and up to 256 hashes, 0x11 and 2048 registers, 0x20 and up"
            + " to 32 hashes, or 0x21 and 256 registers");
  }

  /**
   * An interval of user counts.
   *
   * @param lower inclusive
   * @param upper inclusive
   */
  public record Bounds(long lower, long upper) {}
}
