package io.tidemark.topology.dedup;

import java.util.Arrays;

/**
 * A list of ids and their arrivals, without objects. Not thread-safe.
 *
 * <pre>
 *   words    two for each id: the 128 bits of its hash, of which the first 64 are never 0
 *   seconds  arrival: unsigned seconds since the epoch
 * </pre>
 */
final class IdList {
  private static final int SMALLEST = 32;

  private long[] words = new long[2 * SMALLEST];
  private int[] seconds = new int[SMALLEST];
  private int size;

  void add(long hash, long tail, long arrival) {
    if (size == seconds.length) {
      words = Arrays.copyOf(words, 2 * words.length);
      seconds = Arrays.copyOf(seconds, 2 * seconds.length);
    }
    words[2 * size] = hash;
    words[2 * size + 1] = tail;
    seconds[size] = (int) arrival;
    size++;
  }

  int size() {
    return size;
  }

  /** The first 64 bits of an id's hash. */
  long hash(int index) {
    return words[2 * index];
  }

  /** The other 64 bits. */
  long tail(int index) {
    return words[2 * index + 1];
  }

  /** Arrival of an id, seconds since the epoch. */
  long arrival(int index) {
    return Integer.toUnsignedLong(seconds[index]);
  }

  /** Empties it; keeps its room for up to so many ids. */
  void clear(int mostKept) {
    size = 0;
    if (seconds.length > Math.max(mostKept, SMALLEST)) {
      words = new long[2 * SMALLEST];
      seconds = new int[SMALLEST];
    }
  }

  /** Orders the ids of {@code [from, to)} by arrival; costs nothing if they are. */
  void sortByArrival(int from, int to) {
    int at = from + 1;
    while (at < to && arrival(at - 1) <= arrival(at)) {
      at++;
    }
    if (at < to) {
      sort(from, to);
    }
  }

  private void sort(int from, int to) {
    long[] places = new long[to - from];
    for (int i = 0; i < places.length; i++) {
      // The highest bit is turned, so that unsigned arrivals sort as signed numbers do.
      places[i] = ((arrival(from + i) << 32) ^ Long.MIN_VALUE) | i;
    }
    Arrays.sort(places);
    long[] before = Arrays.copyOfRange(words, 2 * from, 2 * to);
    for (int i = 0; i < places.length; i++) {
      int old = (int) places[i];
      words[2 * (from + i)] = before[2 * old];
      words[2 * (from + i) + 1] = before[2 * old + 1];
      seconds[from + i] = (int) ((places[i] ^ Long.MIN_VALUE) >>> 32);
    }
  }
}
