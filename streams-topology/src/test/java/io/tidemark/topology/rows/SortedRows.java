package io.tidemark.topology.rows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Rows in a sorted map. */
public final class SortedRows implements Rows, Rows.Batch {
  private final NavigableMap<byte[], byte[]> rows =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return new MapCursor(Map.<byte[], byte[]>of().entrySet().iterator());
    }
    return new MapCursor(rows.subMap(from, true, to, false).entrySet().iterator());
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(key);
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** Bytes of the largest row, key and value together. */
  public int largest() {
    return rows.entrySet().stream()
        .mapToInt(row -> row.getKey().length + row.getValue().length)
        .max()
        .orElse(0);
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
