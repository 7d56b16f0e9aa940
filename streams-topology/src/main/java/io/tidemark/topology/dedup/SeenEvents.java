package io.tidemark.topology.dedup;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.rows.Rows;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The events counted within the de-duplication window, by arrival time; write-back. For the stream
 * thread alone.
 *
 * <p>The window is exact to the second of arrival; an id is never mistaken for another unless 128
 * bits of a hash collide ({@link IdRow}). A new id costs some 0.2 µs with its share of the flush,
 * 0.4 µs once most of the window is sealed. It takes 16 to 19 bytes in a row, in two rows while it
 * is being sealed or merged.
 *
 * <p>Memory is bounded by {@link SeenLimits}, rows by about 1.6 windows of ids; where a whole
 * window has no more ids than a segment, by about two. Nothing is read before the first event: a
 * standby has rows only. Reading them then costs about 80 ms for a million ids that were not
 * sealed, and 2 ms for a million that were.
 */
public final class SeenEvents {
  /** A row of the rollups has some 200 bytes: as many as this many ids. */
  private static final int IDS_PER_DIRTY_ROW = 12;

  private final Rows rows;
  private final Duration window;
  private final SeenLimits limits;
  private final LongSupplier newSeed;
  private @Nullable Open open;

  /** What there is once the rows were read. */
  private record Open(SeenIds ids, EventHash hash, SeenFormat format) {

    /** Of the event hashed last. */
    boolean seenBefore(long arrival) {
      return ids.seenBefore(hash.hash(), hash.tail(), arrival);
    }

    /** Of the event hashed last. */
    boolean has(long arrival) {
      return ids.has(hash.hash(), hash.tail(), arrival);
    }
  }

  public SeenEvents(Rows rows, Duration window) {
    this(rows, window, SeenLimits.DEFAULT);
  }

  public SeenEvents(Rows rows, Duration window, SeenLimits limits) {
    this(rows, window, limits, () -> new SecureRandom().nextLong());
  }

  SeenEvents(Rows rows, Duration window, SeenLimits limits, LongSupplier newSeed) {
    this.rows = rows;
    this.window = window;
    this.limits = limits;
    this.newSeed = newSeed;
  }

  /**
   * Whether the version before wrote the rows, so that ids are compared by what it kept of them.
   *
   * @throws io.tidemark.topology.rows.StoredFormatException if they cannot be read at all
   */
  public boolean areOlder() {
    return rows.get(SeenKeys.format()) != null && !SeenFormat.of(rows, () -> 0).stored();
  }

  /**
   * Whether this event was counted within the window before this arrival; if not, it is from now
   * on.
   *
   * @param event one that has an id
   * @param arrivalMs arrival time, epoch milliseconds, before 2106
   */
  public boolean seenBefore(EventBytes event, long arrivalMs) {
    long arrival = seconds(arrivalMs);
    Open now = open();
    now.hash.set(event);
    return now.seenBefore(arrival);
  }

  /** The same question, and nothing is taken note of. */
  public boolean has(EventBytes event, long arrivalMs) {
    long arrival = seconds(arrivalMs);
    Open now = open();
    now.hash.set(event);
    return now.has(arrival);
  }

  /**
   * As {@link #seenBefore(EventBytes, long)}, of an event that is known by its id alone.
   *
   * @param site array with the site's UTF-8 bytes, from {@code siteFrom} to before {@code siteTo}
   * @param id array with the event id's UTF-8 bytes, from {@code idFrom} to before {@code idTo}
   * @param arrivalMs arrival time, epoch milliseconds, before 2106
   */
  public boolean seenBefore(
      byte[] site, int siteFrom, int siteTo, byte[] id, int idFrom, int idTo, long arrivalMs) {
    long arrival = seconds(arrivalMs);
    Open now = open();
    now.hash.set(site, siteFrom, siteTo, id, idFrom, idTo);
    return now.seenBefore(arrival);
  }

  /** The last arrival of any event that was counted here, seconds since the epoch; 0: of none. */
  public long newestSeconds() {
    return open().ids.newest();
  }

  /** The de-duplication window, seconds. */
  public long windowSeconds() {
    return window.toSeconds();
  }

  private static long seconds(long arrivalMs) {
    long arrival = arrivalMs / 1000;
    if (arrival >>> 32 != 0) {
      throw new IllegalArgumentException(
          "arrival is " + arrivalMs + " ms; expected 0 to 4294967295999");
    }
    return arrival;
  }

  /** The same of strings: slower. */
  public boolean seenBefore(String siteId, String eventId, long arrivalMs) {
    byte[] site = siteId.getBytes(StandardCharsets.UTF_8);
    byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
    return seenBefore(site, 0, site.length, id, 0, id.length, arrivalMs);
  }

  /** What a flush would write, in rows of the size that the rollups' have: 12 ids make one. */
  public int dirtyRows() {
    return open == null ? 0 : (open.ids.unwritten() + IDS_PER_DIRTY_ROW - 1) / IDS_PER_DIRTY_ROW;
  }

  /** Writes the new ids, and goes on with what there is to seal, merge and delete. */
  public void write(Rows.Batch batch) {
    if (open == null) {
      return;
    }
    if (!open.format.stored()) {
      batch.put(SeenKeys.format(), open.format.row());
    }
    open.ids.write(batch);
  }

  /** What was {@link #write written} is in the database now. */
  public void written() {
    if (open != null) {
      open.ids.written();
      open = new Open(open.ids, open.hash, new SeenFormat(open.format.seed(), true));
    }
  }

  private Open open() {
    if (open == null) {
      SeenFormat format = SeenFormat.of(rows, newSeed);
      open = new Open(new SeenIds(rows, window, limits), new EventHash(format.seed()), format);
    }
    return open;
  }
}
