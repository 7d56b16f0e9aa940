package io.tidemark.topology.dedup;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;

/**
 * The id of an event in 128 bits: XXH3-128 of {@code site_id NUL event_id}. One object hashes many,
 * one after the other. Not thread-safe.
 *
 * <p>The seed is secret, so that nobody can make up ids that all fall on one page or slot.
 */
final class EventHash {
  private final Hasher128 hasher;
  private byte[] both = new byte[256];
  private long hash;
  private long tail;

  EventHash(long seed) {
    hasher = Hashing.xxh3_128(seed);
  }

  /** Hashes the id of an event that has one. */
  void set(EventBytes event) {
    set(
        event.source(Field.SITE_ID),
        event.from(Field.SITE_ID),
        event.to(Field.SITE_ID),
        event.source(Field.EVENT_ID),
        event.from(Field.EVENT_ID),
        event.to(Field.EVENT_ID));
  }

  /**
   * Hashes an id.
   *
   * @param site array with the site's UTF-8 bytes, from {@code siteFrom} to before {@code siteTo}
   * @param id array with the event id's UTF-8 bytes, from {@code idFrom} to before {@code idTo}
   */
  void set(byte[] site, int siteFrom, int siteTo, byte[] id, int idFrom, int idTo) {
    int siteLength = siteTo - siteFrom;
    int length = siteLength + 1 + idTo - idFrom;
    if (length > both.length) {
      both = new byte[2 * length];
    }
    System.arraycopy(site, siteFrom, both, 0, siteLength);
    both[siteLength] = 0;
    System.arraycopy(id, idFrom, both, siteLength + 1, idTo - idFrom);
    HashValue128 value = hasher.hashBytesTo128Bits(both, 0, length);
    long high = value.getMostSignificantBits();
    hash = high == 0 ? 1 : high;
    tail = value.getLeastSignificantBits();
  }

  /** The first 64 bits; 1 for 0, so that 0 can mark what is empty. */
  long hash() {
    return hash;
  }

  /** The other 64 bits. */
  long tail() {
    return tail;
  }
}
