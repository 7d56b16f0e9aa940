package io.tidemark.ingest.accept;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Ids for events whose sender gave none: UUIDs of version 7 (RFC 9562), so that ids of one time lie
 * together. Unique, not secret. Thread-safe.
 */
final class EventIds {
  private final Clock clock;
  private final ThreadLocal<SplittableRandom> random;

  EventIds(Clock clock) {
    SecureRandom seeds = new SecureRandom();
    this.clock = clock;
    this.random = ThreadLocal.withInitial(() -> new SplittableRandom(seeds.nextLong()));
  }

  /** The next id, 36 characters. */
  String next() {
    SplittableRandom bits = random.get();
    long high = clock.millis() << 16 | 0x7000L | bits.nextInt(1 << 12);
    long low = Long.MIN_VALUE | bits.nextLong() >>> 2;
    return new UUID(high, low).toString();
  }
}
