package io.tidemark.topology.process;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where on {@code events} a record arrived before it was sent home; in a header while it travels.
 *
 * <pre>
 *   partition  offset
 *   i32        i64
 * </pre>
 */
record Origin(int partition, long offset) {
  private static final String HEADER = "tidemark.origin";
  private static final int BYTES = Integer.BYTES + Long.BYTES;

  static void mark(Headers headers, int partition, long offset) {
    headers.remove(HEADER);
    headers.add(HEADER, ByteBuffer.allocate(BYTES).putInt(partition).putLong(offset).array());
  }

  /** What the header says; null: there is none. */
  static @Nullable Origin of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value().length != BYTES) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(header.value());
    return new Origin(bytes.getInt(), bytes.getLong());
  }
}
