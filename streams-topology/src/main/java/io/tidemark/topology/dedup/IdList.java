package io.tidemark.topology.dedup;

import java.util.Arrays;

/**
 * A list of ids, two longs each, without objects. Not thread-safe.
 *
 * <pre>
 *   hash  64 bits: the first 64 of the id's 96; never 0
 *   rest  32 bits: the other 32 │ 32 bits: arrival, unsigned seconds since the epoch
 * </pre>
 */
final class IdList {
  private static final int SMALLEST = 32;

  private long[] words = new long[2 * SMALLEST];
  private int size;

  /** Two ids' {@code rest} are of the same id, whatever their arrivals. */
  static boolean sameId(long rest, long otherRest) {
    return (rest ^ otherRest) >>> 32 == 0;
  }

  /** Arrival of a {@code rest}, seconds since the epoch. */
  static long arrival(long rest) {
    return rest & 0xFFFF_FFFFL;
  }

  void add(long hash, long rest) {
    if (2 * size == words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    words[2 * size] = hash;
    words[2 * size + 1] = rest;
    size++;
  }

  int size() {
    return size;
  }

  long hash(int index) {
    return words[2 * index];
  }

  long rest(int index) {
    return words[2 * index + 1];
  }

  /** Empties it; keeps its room for up to so many ids. */
  void clear(int mostKept) {
    size = 0;
    if (words.length > 2 * Math.max(mostKept, SMALLEST)) {
      words = new long[2 * SMALLEST];
    }
  }

  /** Orders the ids of {@code [from, to)} by arrival; costs nothing if they are. */
  void sortByArrival(int from, int to) {
    int at = from + 1;
    while (at < to && arrival(rest(at - 1)) <= arrival(rest(at))) {
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
      places[i] = ((rest(from + i) << 32) ^ Long.MIN_VALUE) | i;
    }
    Arrays.sort(places);
    long[] before = Arrays.copyOfRange(words, 2 * from, 2 * to);
    for (int i = 0; i < places.length; i++) {
      int old = (int) places[i];
      words[2 * (from + i)] = before[2 * old];
      words[2 * (from + i) + 1] = before[2 * old + 1];
    }
  }
}
