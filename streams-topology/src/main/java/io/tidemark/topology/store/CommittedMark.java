package io.tidemark.topology.store;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The row of a database that says: all rows are committed, as of some time. It is in no changelog.
 * Version 1: epoch milliseconds, 8 bytes.
 *
 * <p>A database of a version that wrote rows before they were committed has none. And one that is
 * too old is not gone on with: a row that was deleted since would come back, once the changelog has
 * forgotten that it was deleted (Kafka's {@code delete.retention.ms}, a day).
 */
final class CommittedMark {
  /** Behind all rows of ours, before the mark of {@link RowsOfStore}. */
  static final Bytes KEY = Bytes.wrap(new byte[] {-1, -2});

  private static final Duration OLDEST = Duration.ofHours(12);

  /** The row, to be written with others. */
  static KeyValue<Bytes, byte[]> now(Clock clock) {
    return KeyValue.pair(KEY, ByteBuffer.allocate(Long.BYTES).putLong(clock.millis()).array());
  }

  /** Whether a database with this row can be gone on with. */
  static boolean isTrusted(byte @Nullable [] value, Clock clock) {
    if (value == null || value.length != Long.BYTES) {
      return false;
    }
    long age = clock.millis() - ByteBuffer.wrap(value).getLong();
    return age < OLDEST.toMillis();
  }

  private CommittedMark() {}
}
