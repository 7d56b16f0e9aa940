package io.tidemark.e2e.fault.load;

import java.util.Arrays;

/** Weights by the instant at which they happened, epoch milliseconds. Thread-safe. */
final class Timeline {
  private static final int FIRST_CAPACITY = 64;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] sums = new long[FIRST_CAPACITY];
  private int size;

  /** It happens now. */
  synchronized void add(long weight) {
    long now = System.currentTimeMillis();
    long before = size == 0 ? 0 : sums[size - 1];
    if (size > 0 && times[size - 1] >= now) {
      sums[size - 1] = before + weight;
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      sums = Arrays.copyOf(sums, 2 * size);
    }
    times[size] = now;
    sums[size++] = before + weight;
  }

  synchronized long total() {
    return size == 0 ? 0 : sums[size - 1];
  }

  /** What happened before an instant. */
  synchronized long before(long ms) {
    int place = Arrays.binarySearch(times, 0, size, ms);
    int smaller = place >= 0 ? place : -place - 1;
    return smaller == 0 ? 0 : sums[smaller - 1];
  }
}
