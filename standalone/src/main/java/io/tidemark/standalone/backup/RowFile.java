package io.tidemark.standalone.backup;

import io.tidemark.topology.rows.Rows;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows in a file.
 *
 * <pre>
 *   row   | 1 | key: length i32, bytes | value: length i32, bytes |
 *   end   | 0 |
 * </pre>
 */
final class RowFile implements Rows.Batch, AutoCloseable {
  private static final int ROW = 1;
  private static final int END = 0;
  private static final int MOST_BYTES = 64 << 20;

  private final FileOutputStream file;
  private final DataOutputStream out;

  /** A new one. */
  RowFile(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    file = new FileOutputStream(path.toFile());
    out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      out.writeByte(ROW);
      out.writeInt(key.length);
      out.write(key);
      out.writeInt(value.length);
      out.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(byte[] key) {
    throw new UnsupportedOperationException("a file of rows has no row to delete");
  }

  /** Ends it; it is on the disk then. */
  void complete() throws IOException {
    out.writeByte(END);
    out.flush();
    file.getFD().sync();
  }

  /** Reads one. */
  static void read(Path path, Rows.Batch to) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      while (in.readByte() == ROW) {
        to.put(block(in, path), block(in, path));
      }
    }
  }

  private static byte[] block(DataInputStream in, Path path) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException(path + " has a row of " + length + " bytes");
    }
    return in.readNBytes(length);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
