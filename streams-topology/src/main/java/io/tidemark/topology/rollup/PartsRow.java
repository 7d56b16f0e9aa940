package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.StoredFormatException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one partition knows of the parts of a hot site, version 1; * = varint. It only grows.
 *
 * <pre>
 *   | 1 | parts* | last counted s* | n* | n x (part*, last counted s*) |
 * </pre>
 *
 * @param parts K, by which this partition decides what it counts, at least 2
 * @param lastSeconds no id that was counted here under fewer parts arrived after this second
 * @param confirmed by part: that part's partition decides by K or more, too, and counted no id that
 *     arrived after this second under fewer
 */
public record PartsRow(int parts, long lastSeconds, Map<Integer, Long> confirmed) {
  private static final int VERSION = 1;

  public PartsRow {
    confirmed = Map.copyOf(confirmed);
  }

  /** Whether a part's partition cannot have counted what arrived at a second, in the window. */
  public boolean isSettled(int part, long arrivalSeconds, long windowSeconds) {
    Long last = confirmed.get(part);
    return last != null && arrivalSeconds - last >= windowSeconds;
  }

  /** This, and what a part's partition has told; null: it is known already. */
  public @Nullable PartsRow confirming(int part, long seconds) {
    if (confirmed.containsKey(part)) {
      return null;
    }
    Map<Integer, Long> more = new TreeMap<>(confirmed);
    more.put(part, seconds);
    return new PartsRow(parts, lastSeconds, more);
  }

  byte[] toBytes() {
    RowWriter row =
        new RowWriter().u8(VERSION).varint(parts).varint(lastSeconds).varint(confirmed.size());
    new TreeMap<>(confirmed).forEach((part, seconds) -> row.varint(part).varint(seconds));
    return row.toBytes();
  }

  static PartsRow read(byte[] bytes) {
    RowReader in = new RowReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new StoredFormatException("a hot site's row", version, VERSION);
    }
    int parts = (int) in.varint();
    long last = in.varint();
    Map<Integer, Long> confirmed = new TreeMap<>();
    for (long i = in.varint(); i > 0; i--) {
      confirmed.put((int) in.varint(), in.varint());
    }
    return new PartsRow(parts, last, confirmed);
  }
}
