package io.tidemark.benchmarks.micro;

import io.tidemark.topology.rows.Rows;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in a hash table, so that the pieces above the database are measured alone; no scans. */
final class MemoryRows implements Rows, Rows.Batch {
  private final Map<ByteBuffer, byte[]> rows = new HashMap<>();

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(ByteBuffer.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(ByteBuffer.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(ByteBuffer.wrap(key));
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return new Cursor() {
      @Override
      public boolean next() {
        return false;
      }

      @Override
      public byte[] key() {
        throw new IllegalStateException("the cursor stands on no row");
      }

      @Override
      public byte[] value() {
        throw new IllegalStateException("the cursor stands on no row");
      }

      @Override
      public void close() {}
    };
  }
}
