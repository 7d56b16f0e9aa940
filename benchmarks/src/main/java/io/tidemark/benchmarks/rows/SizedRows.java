package io.tidemark.benchmarks.rows;

import io.tidemark.topology.rows.Rows;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in a sorted map that counts what is written, by what the rows are of. */
final class SizedRows implements Rows, Rows.Batch {
  /** By the second byte of a key. */
  static final List<String> KINDS = List.of("site", "minute", "hour", "day", "all_time", "other");

  private final NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
  private final long[] writtenRows = new long[KINDS.size()];
  private final long[] writtenBytes = new long[KINDS.size()];

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return new MapCursor(rows.subMap(from, true, to, false).entrySet().iterator());
  }

  @Override
  public void put(byte[] key, byte[] value) {
    int kind = Math.min(key[1], KINDS.size() - 1);
    writtenRows[kind]++;
    writtenBytes[kind] += key.length + value.length;
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(key);
  }

  long writtenRows() {
    return Arrays.stream(writtenRows).sum();
  }

  /** Rows written of one of {@link #KINDS}. */
  long writtenRows(int kind) {
    return writtenRows[kind];
  }

  /** Bytes of the keys and values written, overwritten ones included. */
  long writtenBytes() {
    return Arrays.stream(writtenBytes).sum();
  }

  /** Bytes written of one of {@link #KINDS}. */
  long writtenBytes(int kind) {
    return writtenBytes[kind];
  }

  /** Bytes of the keys and values there are. */
  long storedBytes() {
    return rows.entrySet().stream()
        .mapToLong(row -> row.getKey().length + row.getValue().length)
        .sum();
  }

  private static final class MapCursor implements Cursor {
    private final Iterator<Map.Entry<byte[], byte[]>> rest;
    private Map.@Nullable Entry<byte[], byte[]> row;

    MapCursor(Iterator<Map.Entry<byte[], byte[]>> rest) {
      this.rest = rest;
    }

    @Override
    public boolean next() {
      row = rest.hasNext() ? rest.next() : null;
      return row != null;
    }

    @Override
    public byte[] key() {
      return current().getKey();
    }

    @Override
    public byte[] value() {
      return current().getValue();
    }

    @Override
    public void close() {}

    private Map.Entry<byte[], byte[]> current() {
      if (row == null) {
        throw new IllegalStateException("the cursor stands on no row");
      }
      return row;
    }
  }
}
