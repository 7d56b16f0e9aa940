package io.tidemark.topology.process;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What travels with an event of a hot site through the re-key topic, in a header; * = varint.
 *
 * <pre>
 *   | 1 | parts* | n* | n x (part*, its parts* or 0, last counted s*) |
 * </pre>
 *
 * @param parts the most that a partition it came through decides by
 * @param settled the parts that cannot have counted this event, nor ever will, and what they told
 */
record PartTrip(int parts, Map<Integer, Told> settled) {
  private static final String HEADER = "tidemark.parts";
  private static final int VERSION = 1;

  /** What is settled by what the sender knew, without asking. */
  private static final Told KNOWN = new Told(0, 0);

  /**
   * What a part's partition told when it was asked.
   *
   * @param parts by how many it decides; 0: it was not asked
   * @param lastSeconds no id it counted under fewer arrived after this second
   */
  record Told(int parts, long lastSeconds) {}

  PartTrip {
    settled = Map.copyOf(settled);
  }

  static PartTrip begin(int parts) {
    return new PartTrip(parts, Map.of());
  }

  boolean isSettled(int part) {
    return settled.containsKey(part);
  }

  /** With more parts, if these are more. */
  PartTrip with(int atLeast) {
    return atLeast <= parts ? this : new PartTrip(atLeast, settled);
  }

  /** With another part settled; an answer replaces what was only known. */
  PartTrip settling(int part, @Nullable Told told) {
    Map<Integer, Told> more = new TreeMap<>(settled);
    if (told == null) {
      more.putIfAbsent(part, KNOWN);
    } else {
      more.put(part, told);
    }
    return new PartTrip(parts, more);
  }

  byte[] toBytes() {
    RowWriter out = new RowWriter().u8(VERSION).varint(parts).varint(settled.size());
    new TreeMap<>(settled)
        .forEach((part, told) -> out.varint(part).varint(told.parts()).varint(told.lastSeconds()));
    return out.toBytes();
  }

  /**
   * What is in a record's headers; null: nothing that can be used.
   *
   * @param partitions N, the most parts there can be
   */
  static @Nullable PartTrip of(Headers headers, int partitions) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      return null;
    }
    try {
      PartTrip trip = read(header.value());
      return trip != null && trip.parts() >= 2 && trip.parts() <= partitions ? trip : null;
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  static void removeFrom(Headers headers) {
    headers.remove(HEADER);
  }

  void addTo(Headers headers) {
    removeFrom(headers);
    headers.add(HEADER, toBytes());
  }

  private static @Nullable PartTrip read(byte[] bytes) {
    RowReader in = new RowReader(bytes);
    if (in.u8() != VERSION) {
      return null;
    }
    int parts = (int) in.varint();
    Map<Integer, Told> settled = new TreeMap<>();
    for (long i = in.varint(); i > 0; i--) {
      int part = (int) in.varint();
      settled.put(part, new Told((int) in.varint(), in.varint()));
    }
    return new PartTrip(parts, settled);
  }
}
