package io.tidemark.e2e.fault;

import java.util.concurrent.ThreadLocalRandom;

/** The number that everything random is made from. */
final class Seed {

  /** The system property {@code seed}; else a new one. */
  static long chosen() {
    return Long.getLong("seed", ThreadLocalRandom.current().nextLong(1_000_000));
  }

  private Seed() {}
}
