package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.StoredFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Ids in a row, in the order of their arrival: of a block or of a page.
 *
 * <pre>
 *   version  first second  { seconds after the last │ number of ids │ id … } …
 *   u8 = 2   u32           { varint                 │ varint        │ 16   } …
 * </pre>
 *
 * <p>Numbers are big-endian, varints LEB128. An id is the 128 bits of its hash: among 2^32 ids in
 * the window, the chance that a new one is mistaken for one of them is 2^-96.
 *
 * <p>Version 1 had the first 96 bits of the same hash, in 12 bytes. It is read and not written: the
 * other 32 bits count as 0, and are not compared ({@link #isSame}).
 */
final class IdRow {
  /** Bytes of an id. */
  static final int ID_BYTES = 16;

  private static final byte VERSION = 2;
  private static final byte SHORT_VERSION = 1;
  private static final int SHORT_ID_BYTES = 12;
  private static final int HEADER_BYTES = 5;
  private static final int MOST_BYTES_PER_RUN = 10;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] row;
  private final int idBytes;
  private int at = HEADER_BYTES;
  private long second;
  private int count;

  private IdRow(byte[] row) {
    this.row = row;
    this.idBytes = idBytes(row);
    this.second = Integer.toUnsignedLong((int) INT.get(row, 1));
  }

  /** The ids of {@code [from, to)}, at least one; sorts that part of the list by arrival. */
  static byte[] write(IdList ids, int from, int to) {
    ids.sortByArrival(from, to);
    ByteBuffer row =
        ByteBuffer.allocate(
            HEADER_BYTES + (to - from) * ID_BYTES + MOST_BYTES_PER_RUN * runs(ids, from, to));
    long last = ids.arrival(from);
    row.put(VERSION).putInt((int) last);
    for (int start = from; start < to; ) {
      long second = ids.arrival(start);
      int end = endOfRun(ids, start, to);
      varint(row, second - last);
      varint(row, end - start);
      for (int i = start; i < end; i++) {
        row.putLong(ids.hash(i)).putLong(ids.tail(i));
      }
      last = second;
      start = end;
    }
    return Arrays.copyOf(row.array(), row.position());
  }

  /** Adds the ids of a row to a list. */
  static void read(byte[] row, IdList into) {
    IdRow reader = new IdRow(row);
    while (reader.nextRun()) {
      for (int i = 0; i < reader.count; i++) {
        int place = reader.at + i * reader.idBytes;
        into.add((long) LONG.get(row, place), reader.tail(place), reader.second);
      }
      reader.at += reader.count * reader.idBytes;
    }
  }

  /** The last arrival of an id in a row, seconds; {@link IdTable#NEVER} if it is not there. */
  static long arrival(byte[] row, long hash, long tail) {
    IdRow reader = new IdRow(row);
    long found = IdTable.NEVER;
    while (reader.nextRun()) {
      int end = reader.at + reader.count * reader.idBytes;
      for (int place = reader.at; place < end; place += reader.idBytes) {
        if ((long) LONG.get(row, place) == hash && isSame(reader.tail(place), tail)) {
          found = reader.second;
        }
      }
      reader.at = end;
    }
    return found;
  }

  /** The last arrival in a row, seconds since the epoch. */
  static long newest(byte[] row) {
    IdRow reader = new IdRow(row);
    while (reader.nextRun()) {
      reader.at += reader.count * reader.idBytes;
    }
    return reader.second;
  }

  /** Whether a row may have so many ids or more, by its size alone. */
  static boolean mayHave(byte[] row, int ids) {
    return row.length > ids * idBytes(row);
  }

  /**
   * Whether the tails of two ids of the same first 64 bits are one id's.
   *
   * @param stored where its last 32 bits are 0 they are not known, but for one id in four billion
   */
  static boolean isSame(long stored, long tail) {
    return stored == tail || ((int) stored == 0 && stored >>> 32 == tail >>> 32);
  }

  private static int idBytes(byte[] row) {
    return switch (row[0]) {
      case VERSION -> ID_BYTES;
      case SHORT_VERSION -> SHORT_ID_BYTES;
      default -> throw new StoredFormatException("a row of event ids", row[0], VERSION);
    };
  }

  private long tail(int place) {
    return idBytes == ID_BYTES
        ? (long) LONG.get(row, place + 8)
        : (long) (int) INT.get(row, place + 8) << 32;
  }

  private boolean nextRun() {
    if (at >= row.length) {
      return false;
    }
    second += varint();
    count = (int) varint();
    return true;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = row[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static int runs(IdList ids, int from, int to) {
    int runs = 0;
    for (int start = from; start < to; start = endOfRun(ids, start, to)) {
      runs++;
    }
    return runs;
  }

  private static int endOfRun(IdList ids, int start, int to) {
    int end = start + 1;
    while (end < to && ids.arrival(end) == ids.arrival(start)) {
      end++;
    }
    return end;
  }

  private static void varint(ByteBuffer row, long value) {
    long rest = value;
    while (rest >= 0x80) {
      row.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    row.put((byte) rest);
  }
}
