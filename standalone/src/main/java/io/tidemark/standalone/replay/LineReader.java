package io.tidemark.standalone.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes as lines, in bounded memory however long a line is. Lines end with LF or CR LF;
 * the last one may end with the file. Not thread-safe.
 */
final class LineReader {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final InputStream in;
  private final int maxLineBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long number;
  private long offset;

  /**
   * Reads from where the stream stands.
   *
   * @param maxLineBytes most bytes kept of a line
   */
  LineReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Goes to a place that an earlier reader of the same text reached.
   *
   * @throws IOException also if the text ends before that place
   */
  void skipTo(long toOffset, long lines) throws IOException {
    in.skipNBytes(toOffset);
    offset = toOffset;
    number = lines;
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    if (position == limit && !fill()) {
      return null;
    }
    long start = offset;
    var kept = new ByteArrayOutputStream(512);
    long length = 0;
    boolean ended = false;
    while (!ended && (position < limit || fill())) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int part = end - position;
      kept.write(buffer, position, (int) Math.min(part, Math.max(0, maxLineBytes - length)));
      length += part;
      ended = end < limit;
      offset += part + (ended ? 1 : 0);
      position = end + (ended ? 1 : 0);
    }
    return new Line(++number, start, kept.toByteArray(), length);
  }

  /** Bytes read so far: where the next line begins. */
  long offset() {
    return offset;
  }

  /** Lines read so far. */
  long lines() {
    return number;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
