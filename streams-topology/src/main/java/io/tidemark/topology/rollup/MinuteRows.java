package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a site's minutes are written: each in its header row or, where a flush writes several new
 * ones of the same ten minutes, as it does while the log is caught up with, in one row of them all.
 * A minute that is written again gets a header row, which counts then instead of its part of the
 * row of ten. Guarded by its site.
 *
 * <p>A row of ten minutes is written once; * = varint:
 *
 * <pre>
 *   | n × (minute 0..9, length*, what its header row would be) |
 * </pre>
 */
final class MinuteRows {
  private static final long MINUTE_MS = 60_000L;

  /** Ten minutes, milliseconds. */
  private static final long SPAN_MS = 10 * MINUTE_MS;

  /** A larger minute has a row of its own: of that the row is not the price. */
  private static final int SMALL_BYTES = 4 * 1024;

  private final byte[] siteId;

  /** The newest ten minutes that may have a row already; their start, epoch milliseconds. */
  private long newestSpanMs;

  private static final class Part {
    final MinuteBucket minute;
    final byte[] header;

    Part(MinuteBucket minute, byte[] header) {
      this.minute = minute;
      this.header = header;
    }
  }

  /**
   * The rows of a site's minutes.
   *
   * @param siteId what the rows call it
   * @param newestEventMs its latest event time so far, epoch milliseconds; -1: none
   */
  MinuteRows(byte[] siteId, long newestEventMs) {
    this.siteId = siteId;
    this.newestSpanMs = spanOf(newestEventMs);
  }

  /** What a minute's header row would hold, wherever it stands; null: the minute has no rows. */
  static byte @Nullable [] header(Rows rows, byte[] siteId, long startMs) {
    byte[] own = rows.get(RowKeys.header(RowKeys.bucket(Level.MINUTE, startMs, siteId)));
    if (own != null) {
      return own;
    }
    byte[] ten = rows.get(RowKeys.tenMinutes(siteId, spanOf(startMs)));
    return ten == null ? null : find(new RowReader(ten), minuteOf(startMs));
  }

  /**
   * The earliest start under which rows of a level's bucket may stand, epoch milliseconds: of a
   * minute its ten minutes', else the bucket's own.
   *
   * @param timeMs an instant in the bucket
   */
  static long startOfRows(Level level, long timeMs) {
    return level == Level.MINUTE ? spanOf(timeMs) : level.startOf(timeMs, ZoneOffset.UTC);
  }

  /** The start of the ten minutes that hold an instant, epoch milliseconds. */
  static long spanOf(long timeMs) {
    return timeMs - Math.floorMod(timeMs, SPAN_MS);
  }

  /**
   * Writes minutes.
   *
   * @param goingOn the one of which more is to be expected
   */
  @SuppressWarnings("ReferenceEquality") // this very minute
  void write(Rows.Batch batch, List<MinuteBucket> minutes, @Nullable MinuteBucket goingOn) {
    List<Part> parts = new ArrayList<>(0);
    for (MinuteBucket minute : minutes) {
      byte[] header = minute.write(batch, minute == goingOn);
      long spanMs = spanOf(minute.startMs);
      if (minute == goingOn
          || minute.isStored()
          || spanMs <= newestSpanMs
          || header.length > SMALL_BYTES) {
        minute.put(batch, header);
      } else {
        if (!parts.isEmpty() && spanMs != spanOf(parts.get(0).minute.startMs)) {
          writeTogether(batch, parts);
          parts.clear();
        }
        parts.add(new Part(minute, header));
      }
    }
    writeTogether(batch, parts);
  }

  /** Writes new minutes of the same ten. */
  private void writeTogether(Rows.Batch batch, List<Part> parts) {
    if (parts.size() == 1) {
      parts.get(0).minute.put(batch, parts.get(0).header);
    } else if (parts.size() > 1) {
      long spanMs = spanOf(parts.get(0).minute.startMs);
      RowWriter row = batch.row();
      for (Part part : parts) {
        row.u8(minuteOf(part.minute.startMs)).block(part.header);
      }
      batch.put(RowKeys.tenMinutes(siteId, spanMs), row.toBytes());
      newestSpanMs = spanMs;
    }
  }

  private static byte @Nullable [] find(RowReader ten, int minute) {
    while (ten.hasMore()) {
      if (ten.u8() == minute) {
        return ten.block();
      }
      ten.skipBlock();
    }
    return null;
  }

  private static int minuteOf(long timeMs) {
    return (int) (Math.floorMod(timeMs, SPAN_MS) / MINUTE_MS);
  }
}
