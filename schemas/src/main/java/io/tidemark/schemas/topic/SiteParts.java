package io.tidemark.schemas.topic;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.users.UserSketch;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a hot site: where each of its events lives when one partition is too small for it.
 *
 * <p>A site of K parts has the partitions {@code (home + p) mod N}, p = 0..K-1, so one part is the
 * site's home as ever. An event's part is a jump-consistent hash of its user, of its {@code
 * event_id} where it has no user. When K grows, events move to the new parts only, never from one
 * old part to another: an event's parts under 1, 2, … K form an ascending {@link #chain}.
 *
 * <p>Lamping, Veach: A Fast, Minimal Memory, Consistent Hash Algorithm, 2014.
 */
public final class SiteParts {
  /** The key of an event with neither user nor id; its part is 0. */
  private static final long NO_KEY = 0;

  private static final long STEP = 2862933555777941757L;

  /**
   * What decides about an event's part: the hash of its user, else of its id.
   *
   * @param userId null: it has none
   * @param eventId null: it has none
   */
  public static long key(@Nullable String userId, @Nullable String eventId) {
    String text = userId != null ? userId : eventId;
    if (text == null) {
      return NO_KEY;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return UserSketch.hash(utf8, 0, utf8.length);
  }

  /** The same of an event as slices. */
  public static long key(EventBytes event) {
    Field field = event.has(Field.USER_ID) ? Field.USER_ID : Field.EVENT_ID;
    return event.has(field)
        ? UserSketch.hash(event.source(field), event.from(field), event.to(field))
        : NO_KEY;
  }

  /**
   * An event's part.
   *
   * @param key as {@link #key} gives it
   * @param parts K, at least 1
   * @return 0..K-1
   */
  public static int of(long key, int parts) {
    Walk walk = new Walk(key);
    int part = 0;
    while (walk.next() < parts) {
      part = (int) walk.at;
    }
    return part;
  }

  /**
   * The parts an event has had or may have had while its site had fewer: ascending from 0, the last
   * one is {@link #of}.
   */
  public static int[] chain(long key, int parts) {
    int length = 0;
    for (Walk walk = new Walk(key); walk.next() < parts; ) {
      length++;
    }
    int[] chain = new int[length];
    Walk walk = new Walk(key);
    for (int i = 0; i < length; i++) {
      chain[i] = (int) walk.next();
    }
    return chain;
  }

  /**
   * The partition of a site's part.
   *
   * @param partitions N, the number of partitions of the topic {@code events}, at least K
   * @return 0..N-1
   */
  public static int partition(String siteId, int part, int partitions) {
    return (HomePartition.of(siteId, partitions) + part) % partitions;
  }

  /**
   * Which part of a site a partition is; it is one only if the site has more parts than that.
   *
   * @return 0..N-1
   */
  public static int at(String siteId, int partition, int partitions) {
    return Math.floorMod(partition - HomePartition.of(siteId, partitions), partitions);
  }

  /** The numbers of parts at which a key moves, one after the other: jump consistent hashing. */
  private static final class Walk {
    private long key;
    private long at = -1;

    Walk(long key) {
      this.key = key;
    }

    long next() {
      if (at < 0) {
        at = 0;
        return at;
      }
      key = key * STEP + 1;
      at = (long) ((double) (at + 1) * ((double) (1L << 31) / (double) ((key >>> 33) + 1)));
      return at;
    }
  }

  private SiteParts() {}
}
