package io.tidemark.standalone.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * The file to replay, or the standard input, unpacked if it is gzip.
 *
 * @param name what event ids and messages call it: the file's name without its folder, or {@code -}
 * @param text the uncompressed bytes
 * @param sizeBytes size as stored; 0 if unknown
 * @param consumed bytes read of {@code sizeBytes}
 */
record ReplaySource(String name, InputStream text, long sizeBytes, AtomicLong consumed)
    implements AutoCloseable {
  private static final int GZIP_BUFFER_BYTES = 64 * 1024;

  /** Opens a file; one whose name ends with {@code .gz} is unpacked. */
  static ReplaySource open(Path file) throws IOException {
    var consumed = new AtomicLong();
    InputStream stored = new Counting(Files.newInputStream(file), consumed);
    String name = String.valueOf(file.getFileName());
    try {
      InputStream text =
          name.endsWith(".gz") ? new GZIPInputStream(stored, GZIP_BUFFER_BYTES) : stored;
      return new ReplaySource(name, text, Files.size(file), consumed);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /** The standard input, as it is. */
  static ReplaySource standardInput(InputStream in) {
    var consumed = new AtomicLong();
    return new ReplaySource("-", new Counting(in, consumed), 0, consumed);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  private static final class Counting extends FilterInputStream {
    private final AtomicLong consumed;

    Counting(InputStream in, AtomicLong consumed) {
      super(in);
      this.consumed = consumed;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        consumed.incrementAndGet();
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
      int count = super.read(bytes, start, length);
      if (count > 0) {
        consumed.addAndGet(count);
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      consumed.addAndGet(skipped);
      return skipped;
    }
  }
}
