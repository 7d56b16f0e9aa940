package io.tidemark.benchmarks.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ranks 0..n-1, the k-th with a probability proportional to 1/(k+1)^s. */
final class Zipf {
  private final double[] cumulative;

  Zipf(int n, double s) {
    cumulative = new double[n];
    double sum = 0;
    for (int rank = 0; rank < n; rank++) {
      sum += 1 / Math.pow(rank + 1, s);
      cumulative[rank] = sum;
    }
  }

  int next(SplittableRandom random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return found >= 0 ? found : Math.min(-found - 1, cumulative.length - 1);
  }
}
