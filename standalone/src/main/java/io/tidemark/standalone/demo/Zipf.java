package io.tidemark.standalone.demo;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A few ranks are drawn often and most of them seldom: rank r with weight 1/(r+1)^s. Immutable. */
public final class Zipf {
  private final double[] upTo;

  /**
   * A distribution over ranks.
   *
   * @param size number of ranks, at least 1
   * @param exponent s, above 0; about 1 for pages of a site
   */
  public Zipf(int size, double exponent) {
    upTo = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += 1 / Math.pow(rank + 1.0, exponent);
      upTo[rank] = sum;
    }
  }

  /** A rank, 0 the most frequent. */
  public int next(RandomGenerator random) {
    double point = random.nextDouble() * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, point);
    return Math.min(found >= 0 ? found : -found - 1, upTo.length - 1);
  }
}
