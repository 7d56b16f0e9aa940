package io.tidemark.topology.dedup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The ids in memory: a hash table in one array, in the order of the hashes. Not thread-safe.
 *
 * <pre>
 *   slot: hash (0: empty)  tail  arrival, seconds since the epoch
 *         u64              u64   u32
 * </pre>
 *
 * <p>An id stands at the home that its hash's highest bits name or, where others stand there, a few
 * slots behind it; ids that share a stretch are kept in order. So the array is sorted: it grows by
 * one pass from front to back, and what is sealed is read from it page by page without sorting. All
 * of an id stands together, so that looking up or adding a new one costs little more than one cache
 * miss.
 *
 * <p>Room: 20 bytes for each of 1.4 to 2 slots an id.
 */
final class IdTable {
  /** What {@link #arrival} answers for an id that is not there; before any window. */
  static final long NEVER = Long.MIN_VALUE / 2;

  private static final int LEAST_HOMES = 1 << 10;
  private static final int SPARE_SLOTS = 64;
  private static final int SLOT_BYTES = 20;
  private static final int TAIL = 8;
  private static final int ARRIVAL = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final int homes;
  private final int mostIds;
  private byte[] bytes;
  private int size;

  /** An empty table with room for at least so many ids. */
  IdTable(int ids) {
    homes = Math.max(LEAST_HOMES, 2 * ids);
    mostIds = homes / 10 * 7;
    bytes = new byte[SLOT_BYTES * (homes + SPARE_SLOTS)];
  }

  int size() {
    return size;
  }

  /** No room: {@link #since} makes a larger one. */
  boolean isFull() {
    return size >= mostIds;
  }

  /** Arrival of an id, seconds since the epoch; {@link #NEVER} if it is not here. */
  long arrival(long hash, long tail) {
    for (int slot = place(hash); hashAt(slot) == hash; slot++) {
      if (IdRow.isSame(tailAt(slot), tail)) {
        return arrivalAt(slot);
      }
    }
    return NEVER;
  }

  /** Adds an id or, if it is here, changes its arrival. The table must not be full. */
  void put(long hash, long tail, long arrival) {
    int slot = place(hash);
    int free = slot;
    while (hashAt(free) != 0) {
      if (hashAt(free) == hash && IdRow.isSame(tailAt(free), tail)) {
        LONG.set(bytes, SLOT_BYTES * free + TAIL, tail);
        INT.set(bytes, SLOT_BYTES * free + ARRIVAL, (int) arrival);
        return;
      }
      free++;
    }
    if (free + 1 == slots()) {
      grow(slots() + SPARE_SLOTS);
    }
    int at = SLOT_BYTES * slot;
    System.arraycopy(bytes, at, bytes, at + SLOT_BYTES, SLOT_BYTES * (free - slot));
    set(slot, hash, tail, arrival);
  }

  /** Number of ids that arrived at this second or later. */
  int countSince(long oldest) {
    int count = 0;
    for (int slot = 0; slot < slots(); slot++) {
      count += hashAt(slot) != 0 && arrivalAt(slot) >= oldest ? 1 : 0;
    }
    return count;
  }

  /** A half full table of the ids that arrived at this second or later. */
  IdTable since(long oldest) {
    IdTable other = new IdTable(countSince(oldest));
    int next = 0;
    for (int slot = 0; slot < slots(); slot++) {
      if (hashAt(slot) != 0 && arrivalAt(slot) >= oldest) {
        int to = Math.max(next, other.home(hashAt(slot)));
        if (to + 1 >= other.slots()) {
          other.grow(to + SPARE_SLOTS);
        }
        other.set(to, hashAt(slot), tailAt(slot), arrivalAt(slot));
        next = to + 1;
      }
    }
    return other;
  }

  /** Number of slots, for reading the ids in the order of their hashes. */
  int slots() {
    return bytes.length / SLOT_BYTES;
  }

  /** The hash's first 64 bits in a slot; 0: the slot is empty. */
  long hashAt(int slot) {
    return (long) LONG.get(bytes, SLOT_BYTES * slot);
  }

  /** The hash's other 64 bits in a slot. */
  long tailAt(int slot) {
    return (long) LONG.get(bytes, SLOT_BYTES * slot + TAIL);
  }

  /** Arrival of the id in a slot, seconds since the epoch. */
  long arrivalAt(int slot) {
    return Integer.toUnsignedLong((int) INT.get(bytes, SLOT_BYTES * slot + ARRIVAL));
  }

  private void set(int slot, long hash, long tail, long arrival) {
    int at = SLOT_BYTES * slot;
    LONG.set(bytes, at, hash);
    LONG.set(bytes, at + TAIL, tail);
    INT.set(bytes, at + ARRIVAL, (int) arrival);
    size++;
  }

  private void grow(int slots) {
    bytes = Arrays.copyOf(bytes, SLOT_BYTES * slots);
  }

  /** The first slot from the hash's home on that is empty or whose hash is not lower. */
  private int place(long hash) {
    int slot = home(hash);
    while (hashAt(slot) != 0 && Long.compareUnsigned(hashAt(slot), hash) < 0) {
      slot++;
    }
    return slot;
  }

  private int home(long hash) {
    return (int) (((hash >>> 32) * homes) >>> 32);
  }
}
