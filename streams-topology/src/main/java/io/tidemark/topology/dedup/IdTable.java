package io.tidemark.topology.dedup;

import java.util.Arrays;

/**
 * The ids in memory: a hash table in two arrays, one of hashes and one of arrivals, in the order of
 * the hashes. Not thread-safe.
 *
 * <p>An id stands at the home that its hash's highest bits name or, where others stand there, a few
 * slots behind it; ids that share a stretch are kept in order. So the arrays are sorted: they grow
 * by one pass from front to back, and what is sealed is read from it page by page without sorting.
 * Looking up a new id costs one cache miss; adding it costs another one, for its arrival, for which
 * nothing waits.
 *
 * <p>Room: 20 bytes for each of 1.4 to 2 slots an id.
 */
final class IdTable {
  /** What {@link #arrival} answers for an id that is not there; before any window. */
  static final long NEVER = Long.MIN_VALUE / 2;

  private static final int LEAST_HOMES = 1 << 10;
  private static final int SPARE_SLOTS = 64;

  private final int homes;
  private final int mostIds;

  /** The id's 128 bits in each slot: two words, of which the first is 0 if the slot is empty. */
  private long[] words;

  /** Each slot's arrival, unsigned seconds since the epoch. */
  private int[] seconds;

  private int size;

  /** An empty table with room for at least so many ids. */
  IdTable(int ids) {
    homes = Math.max(LEAST_HOMES, 2 * ids);
    mostIds = homes / 10 * 7;
    words = new long[2 * (homes + SPARE_SLOTS)];
    seconds = new int[homes + SPARE_SLOTS];
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
    for (int slot = place(hash); words[2 * slot] == hash; slot++) {
      if (words[2 * slot + 1] == tail) {
        return arrivalAt(slot);
      }
    }
    return NEVER;
  }

  /** Adds an id or, if it is here, changes its arrival. The table must not be full. */
  void put(long hash, long tail, long arrival) {
    int slot = place(hash);
    int free = slot;
    while (words[2 * free] != 0) {
      if (words[2 * free] == hash && words[2 * free + 1] == tail) {
        seconds[free] = (int) arrival;
        return;
      }
      free++;
    }
    if (free + 1 == seconds.length) {
      grow(seconds.length + SPARE_SLOTS);
    }
    System.arraycopy(words, 2 * slot, words, 2 * slot + 2, 2 * (free - slot));
    System.arraycopy(seconds, slot, seconds, slot + 1, free - slot);
    set(slot, hash, tail, arrival);
  }

  /** Number of ids that arrived at this second or later. */
  int countSince(long oldest) {
    int count = 0;
    for (int slot = 0; slot < seconds.length; slot++) {
      count += words[2 * slot] != 0 && arrivalAt(slot) >= oldest ? 1 : 0;
    }
    return count;
  }

  /** A half full table of the ids that arrived at this second or later. */
  IdTable since(long oldest) {
    IdTable other = new IdTable(countSince(oldest));
    int next = 0;
    for (int slot = 0; slot < seconds.length; slot++) {
      if (words[2 * slot] != 0 && arrivalAt(slot) >= oldest) {
        int to = Math.max(next, other.home(words[2 * slot]));
        if (to + 1 >= other.seconds.length) {
          other.grow(to + SPARE_SLOTS);
        }
        other.set(to, words[2 * slot], words[2 * slot + 1], arrivalAt(slot));
        next = to + 1;
      }
    }
    return other;
  }

  /** Number of slots, for reading the ids in the order of their hashes. */
  int slots() {
    return seconds.length;
  }

  /** The hash's first 64 bits in a slot; 0: the slot is empty. */
  long hashAt(int slot) {
    return words[2 * slot];
  }

  /** The hash's other 64 bits in a slot. */
  long tailAt(int slot) {
    return words[2 * slot + 1];
  }

  /** Arrival of the id in a slot, seconds since the epoch. */
  long arrivalAt(int slot) {
    return Integer.toUnsignedLong(seconds[slot]);
  }

  private void set(int slot, long hash, long tail, long arrival) {
    words[2 * slot] = hash;
    words[2 * slot + 1] = tail;
    seconds[slot] = (int) arrival;
    size++;
  }

  private void grow(int slots) {
    words = Arrays.copyOf(words, 2 * slots);
    seconds = Arrays.copyOf(seconds, slots);
  }

  /** The first slot from the hash's home on that is empty or whose hash is not lower. */
  private int place(long hash) {
    int slot = home(hash);
    while (words[2 * slot] != 0 && Long.compareUnsigned(words[2 * slot], hash) < 0) {
      slot++;
    }
    return slot;
  }

  private int home(long hash) {
    return (int) (((hash >>> 32) * homes) >>> 32);
  }
}
