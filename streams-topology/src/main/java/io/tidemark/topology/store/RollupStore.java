package io.tidemark.topology.store;

import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.rows.Rows;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** One partition's {@link Rollups} as a state store. */
public final class RollupStore extends WriteBackStore<Rollups> {
  /** The store's name; part of its changelog's. */
  public static final String NAME = "rollups";

  private final LocalViews views;

  RollupStore(
      KeyValueStore<Bytes, byte[]> rows,
      RollupStoreObserver observer,
      RollupLimits limits,
      LocalViews views) {
    super(rows, observer, above -> new Rollups(above, limits, observer));
    this.views = views;
  }

  /** The rollups, for the stream thread to add to and for queries to read. */
  public Rollups rollups() {
    return memory();
  }

  /** Whether so much has changed that writing it takes long. For the stream thread. */
  public boolean isFull() {
    return isFull(memory().dirtyRows(), memory().dirtyEvents());
  }

  @Override
  protected void write(Rollups memory, Rows.Batch batch) {
    memory.write(batch);
  }

  @Override
  protected void written(Rollups memory) {
    memory.written();
  }

  @Override
  protected void opened(int partition) {
    views.opened(partition, this);
  }

  @Override
  protected void closed(int partition) {
    views.closed(partition, this);
  }

  @Override
  protected void look(Rollups memory) {
    long unused = memory.countedTo();
    boolean unusedToo = memory.isPurging();
  }
}
