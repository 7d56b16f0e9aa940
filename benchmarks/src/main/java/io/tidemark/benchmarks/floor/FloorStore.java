package io.tidemark.benchmarks.floor;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.store.WriteBackStore;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** A write-back store whose flushes write made-up rows. */
final class FloorStore extends WriteBackStore<FloorStore.Owed> {
  static final String NAME = "rows";

  private static final int KEY_BYTES = 28;

  private final Work work;
  private final SplittableRandom random = new SplittableRandom(7);

  /** The rows that the next flush writes. For the stream thread alone. */
  static final class Owed {
    double rows;
  }

  FloorStore(KeyValueStore<Bytes, byte[]> rows, Work work) {
    super(rows, (store, count, durationNs) -> {}, above -> new Owed());
    this.work = work;
  }

  void event() {
    memory().rows += work.rowsPerEvent();
  }

  double owed() {
    return memory().rows;
  }

  @Override
  protected void write(Owed memory, Rows.Batch batch) {
    for (; memory.rows >= 1; memory.rows--) {
      batch.put(key(random.nextInt(work.hotRows())), value());
    }
  }

  @Override
  protected void written(Owed memory) {}

  @Override
  protected void look(Owed memory) {}

  private static byte[] key(int row) {
    return ByteBuffer.allocate(KEY_BYTES)
        .putLong(row & 0xFF)
        .putInt(0)
        .putLong(row * 0x9E3779B97F4A7C15L)
        .array();
  }

  /** Half of it does not compress. */
  private byte[] value() {
    ByteBuffer value = ByteBuffer.allocate(work.rowBytes());
    while (value.position() < work.rowBytes() / 2) {
      value.putLong(random.nextLong());
    }
    return value.array();
  }
}
