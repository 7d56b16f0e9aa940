package io.tidemark.topology.dedup;

import java.util.Arrays;

/**
 * The ids in memory: a hash table in one array of longs, in the order of the hashes. Not
 * thread-safe.
 *
 * <p>An id stands at the home that its hash's highest bits name or, where others stand there, a few
 * slots behind it; ids that share a stretch are kept in order. So the whole array is sorted: it
 * grows by one pass from front to back, and what is sealed is read from it page by page without
 * sorting. A slot is 16 bytes, so that looking up or adding a new id costs one cache miss.
 *
 * <p>Room: 16 bytes for each of 1.4 to 2 slots an id.
 */
final class IdTable {
  /** What {@link #arrival} answers for an id that is not there; before any window. */
  static final long NEVER = Long.MIN_VALUE / 2;

  private static final int LEAST_HOMES = 1 << 10;
  private static final int SPARE_SLOTS = 64;

  private final int homes;
  private final int mostIds;
  private long[] slots;
  private int size;

  /** An empty table with room for at least so many ids. */
  IdTable(int ids) {
    homes = Math.max(LEAST_HOMES, 2 * ids);
    mostIds = homes / 10 * 7;
    slots = new long[2 * (homes + SPARE_SLOTS)];
  }

  int size() {
    return size;
  }

  /** No room: {@link #since} makes a larger one. */
  boolean isFull() {
    return size >= mostIds;
  }

  /** Arrival of an id, seconds since the epoch; {@link #NEVER} if it is not here. */
  long arrival(long hash, long rest) {
    int at = 2 * place(hash);
    while (slots[at] == hash) {
      if (IdList.sameId(slots[at + 1], rest)) {
        return IdList.arrival(slots[at + 1]);
      }
      at += 2;
    }
    return NEVER;
  }

  /** Adds an id or, if it is here, changes its arrival. The table must not be full. */
  void put(long hash, long rest) {
    int at = 2 * place(hash);
    int free = at;
    while (slots[free] != 0) {
      if (slots[free] == hash && IdList.sameId(slots[free + 1], rest)) {
        slots[free + 1] = rest;
        return;
      }
      free += 2;
    }
    if (free + 2 == slots.length) {
      slots = Arrays.copyOf(slots, slots.length + 2 * SPARE_SLOTS);
    }
    System.arraycopy(slots, at, slots, at + 2, free - at);
    slots[at] = hash;
    slots[at + 1] = rest;
    size++;
  }

  /** Number of ids that arrived at this second or later. */
  int countSince(long oldest) {
    int count = 0;
    for (int at = 0; at < slots.length; at += 2) {
      count += slots[at] != 0 && IdList.arrival(slots[at + 1]) >= oldest ? 1 : 0;
    }
    return count;
  }

  /** A half full table of the ids that arrived at this second or later. */
  IdTable since(long oldest) {
    IdTable other = new IdTable(countSince(oldest));
    int next = 0;
    for (int at = 0; at < slots.length; at += 2) {
      if (slots[at] != 0 && IdList.arrival(slots[at + 1]) >= oldest) {
        int slot = Math.max(next, other.home(slots[at]));
        other.append(slot, slots[at], slots[at + 1]);
        next = slot + 1;
      }
    }
    return other;
  }

  /** Number of slots, for reading the ids in the order of their hashes. */
  int slots() {
    return slots.length / 2;
  }

  /** The hash in a slot; 0: the slot is empty. */
  long hashAt(int slot) {
    return slots[2 * slot];
  }

  /** The other bits and the arrival of the id in a slot. */
  long restAt(int slot) {
    return slots[2 * slot + 1];
  }

  private void append(int slot, long hash, long rest) {
    if (2 * slot + 2 >= slots.length) {
      slots = Arrays.copyOf(slots, 2 * (slot + SPARE_SLOTS));
    }
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = rest;
    size++;
  }

  /** The first slot from the hash's home on that is empty or whose hash is not lower. */
  private int place(long hash) {
    int slot = home(hash);
    while (slots[2 * slot] != 0 && Long.compareUnsigned(slots[2 * slot], hash) < 0) {
      slot++;
    }
    return slot;
  }

  private int home(long hash) {
    return (int) (((hash >>> 32) * homes) >>> 32);
  }
}
