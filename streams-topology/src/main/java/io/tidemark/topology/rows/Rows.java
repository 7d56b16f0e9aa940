package io.tidemark.topology.rows;

import org.jspecify.annotations.Nullable;

/**
 * Rows of bytes ordered by unsigned key bytes: all that the rollups ask of a database. Reads are
 * for any thread.
 */
public interface Rows {

  /** The value of a key; null if there is none. */
  byte @Nullable [] get(byte[] key);

  /** The rows with {@code from <= key < to}, in order. The caller closes the cursor. */
  Cursor scan(byte[] from, byte[] to);

  /** A position in a scan; starts before the first row. */
  interface Cursor extends AutoCloseable {
    /** Steps to the next row; false at the end. */
    boolean next();

    /** The key of the row stepped to. */
    byte[] key();

    /** The value of the row stepped to. */
    byte[] value();

    @Override
    void close();
  }

  /** Changes that are written together. */
  interface Batch {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /**
     * An empty writer for the bytes of a row; the caller's until somebody asks for the next. Making
     * one for each row costs more than filling it.
     */
    default RowWriter row() {
      return new RowWriter();
    }
  }
}
