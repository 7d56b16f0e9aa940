package io.tidemark.topology.store;

import io.tidemark.topology.dedup.SeenEvents;
import io.tidemark.topology.rows.Rows;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** One partition's {@link SeenEvents} as a state store. */
public final class SeenEventStore extends WriteBackStore<SeenEvents> {
  /** The store's name; part of its changelog's. */
  public static final String NAME = "seen-events";

  SeenEventStore(KeyValueStore<Bytes, byte[]> rows, FlushObserver observer, Duration window) {
    super(rows, observer, above -> new SeenEvents(above, window));
  }

  /** The ids, for the stream thread alone. */
  public SeenEvents seenEvents() {
    return memory();
  }

  @Override
  protected void write(SeenEvents memory, Rows.Batch batch) {
    memory.write(batch);
  }

  @Override
  protected void written(SeenEvents memory) {
    memory.written();
  }

  @Override
  protected void look(SeenEvents memory) {
    boolean unused = memory.areOlder();
  }
}
