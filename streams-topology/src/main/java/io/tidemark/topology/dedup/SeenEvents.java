package io.tidemark.topology.dedup;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tidemark.topology.rows.Rows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The event ids counted within the de-duplication window, by arrival time; write-back. For the
 * stream thread alone.
 *
 * <p>Row, version 1: key = XXH3-128 of {@code site_id NUL event_id} (16 bytes), value = arrival
 * time in seconds since the epoch (4 bytes, unsigned). The window is exact to that second; an id is
 * never mistaken for another unless 128 bits collide.
 *
 * <p>Expired rows are deleted in a rolling pass: when the oldest id may have been expired for a
 * quarter of the window, each flush looks at {@value #ROWS_PER_NEW_ID} rows for each id it adds. So
 * the table holds at most about 1.5 windows.
 */
public final class SeenEvents {
  private static final Hasher128 HASHER = Hashing.xxh3_128();
  private static final int ROWS_PER_NEW_ID = 4;
  private static final int ROWS_PER_FLUSH = 256;
  private static final byte[] FIRST_KEY = new byte[0];
  private static final byte[] AFTER_LAST_KEY = filled(17);

  private final Rows rows;
  private final long windowSeconds;
  private final Map<HashValue128, Long> unwritten = new HashMap<>();

  private byte[] nextKey = FIRST_KEY;
  private long newestArrival;

  /** No row is older than this; 0: not known yet. */
  private long oldestRow;

  /** The oldest row that the present pass has left. */
  private long oldestLeft = Long.MAX_VALUE;

  public SeenEvents(Rows rows, Duration window) {
    this.rows = rows;
    this.windowSeconds = window.toSeconds();
  }

  /**
   * Whether this id was counted within the window before this arrival; if not, it is from now on.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   */
  public boolean seenBefore(String siteId, String eventId, long arrivalMs) {
    HashValue128 id = hash(siteId, eventId);
    long arrival = arrivalMs / 1000;
    newestArrival = Math.max(newestArrival, arrival);
    Long before = unwritten.get(id);
    if (before == null) {
      byte[] row = rows.get(id.toByteArray());
      before = row == null ? Long.MIN_VALUE / 2 : seconds(row);
    }
    if (arrival - before < windowSeconds) {
      return true;
    }
    unwritten.put(id, arrival);
    return false;
  }

  /** Ids a flush would write. */
  public int dirtyRows() {
    return unwritten.size();
  }

  /** Writes the new ids and deletes expired ones. */
  public void write(Rows.Batch batch) {
    purge(batch);
    unwritten.forEach((id, arrival) -> batch.put(id.toByteArray(), bytes(arrival)));
  }

  /** What was {@link #write written} is in the database now. */
  public void written() {
    unwritten.clear();
  }

  private void purge(Rows.Batch batch) {
    boolean midPass = nextKey.length > 0;
    if (!midPass && newestArrival - oldestRow <= windowSeconds + windowSeconds / 4) {
      return;
    }
    int most = ROWS_PER_FLUSH + ROWS_PER_NEW_ID * unwritten.size();
    try (Rows.Cursor cursor = rows.scan(nextKey, AFTER_LAST_KEY)) {
      for (int i = 0; i < most; i++) {
        if (!cursor.next()) {
          oldestRow = Math.min(oldestLeft, newestArrival);
          oldestLeft = Long.MAX_VALUE;
          nextKey = FIRST_KEY;
          return;
        }
        nextKey = cursor.key();
        look(batch, nextKey, seconds(cursor.value()));
      }
    }
  }

  private void look(Rows.Batch batch, byte[] key, long arrival) {
    if (newestArrival - arrival >= windowSeconds) {
      batch.delete(key);
    } else {
      oldestLeft = Math.min(oldestLeft, arrival);
    }
  }

  private static HashValue128 hash(String siteId, String eventId) {
    byte[] site = siteId.getBytes(StandardCharsets.UTF_8);
    byte[] event = eventId.getBytes(StandardCharsets.UTF_8);
    byte[] both =
        ByteBuffer.allocate(site.length + 1 + event.length)
            .put(site)
            .put((byte) 0)
            .put(event)
            .array();
    return HASHER.hashBytesTo128Bits(both);
  }

  private static byte[] bytes(long seconds) {
    return ByteBuffer.allocate(4).putInt((int) seconds).array();
  }

  private static long seconds(byte[] row) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(row).getInt());
  }

  private static byte[] filled(int length) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) 0xFF);
    return key;
  }
}
