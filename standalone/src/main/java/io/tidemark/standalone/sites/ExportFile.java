package io.tidemark.standalone.sites;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where exported lines go: standard output, or a file that has its name only when it is whole; it
 * is compressed if its name ends with {@code .gz}.
 */
final class ExportFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final @Nullable Path file;
  private final @Nullable Path part;
  private final OutputStream out;

  private ExportFile(@Nullable Path file, @Nullable Path part, OutputStream out) {
    this.file = file;
    this.part = part;
    this.out = out;
  }

  /**
   * Opens it.
   *
   * @param file null: standard output
   */
  static ExportFile open(@Nullable Path file) throws IOException {
    if (file == null) {
      var standard = new FileOutputStream(FileDescriptor.out);
      return new ExportFile(null, null, new BufferedOutputStream(standard, BUFFER_BYTES));
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    OutputStream bytes = Files.newOutputStream(part);
    boolean packed = file.toString().endsWith(".gz");
    OutputStream out = packed ? new GZIPOutputStream(bytes, BUFFER_BYTES) : bytes;
    return new ExportFile(file, part, new BufferedOutputStream(out, BUFFER_BYTES));
  }

  /** Writes a line. */
  void line(byte[] json) throws IOException {
    out.write(json);
    out.write('\n');
  }

  /** All lines are written: the file gets its name. */
  void complete() throws IOException {
    if (file == null || part == null) {
      out.flush();
      return;
    }
    out.close();
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves nothing of a file that is not complete. */
  @Override
  public void close() throws IOException {
    if (part != null) {
      out.close();
      Files.deleteIfExists(part);
    }
  }
}
