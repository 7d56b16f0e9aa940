package io.tidemark.topology.process;

import io.tidemark.topology.store.Databases;
import io.tidemark.topology.store.RollupStore;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What a task tells about itself while it counts: how fresh its events are, and now and then what
 * RocksDB says. For the stream thread alone.
 *
 * <p>It looks at the first event after each commit and at each {@value #EVERY}th: what others pay
 * is an addition.
 */
final class TaskFigures {
  private static final int EVERY = 64;
  private static final long DATABASES_EVERY_MS = 5_000;

  private final ProcessorContext<?, ?> context;
  private final RollupStore rollups;
  private final TopologyMetrics metrics;
  private final List<Databases.Gauges> databases;
  private long commitsSeen = -1;
  private int unseen;
  private long databasesReadMs;

  /**
   * Begins; the stores must be open.
   *
   * @param stores those whose databases are looked at
   */
  TaskFigures(
      ProcessorContext<?, ?> context,
      RollupStore rollups,
      List<String> stores,
      TopologyMetrics metrics) {
    this.context = context;
    this.rollups = rollups;
    this.metrics = metrics;
    this.databases =
        stores.stream()
            .map(store -> metrics.databases().of(store, context.taskId(), context.metrics()))
            .toList();
    metrics.opened(rollups);
  }

  /**
   * An event was counted.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   */
  void counted(long arrivalMs) {
    if (++unseen < EVERY && rollups.flushes() == commitsSeen) {
      return;
    }
    unseen = 0;
    commitsSeen = rollups.flushes();
    long nowMs = context.currentSystemTimeMs();
    metrics.visibleAfter(nowMs - arrivalMs);
    if (nowMs - databasesReadMs >= DATABASES_EVERY_MS) {
      databasesReadMs = nowMs;
      databases.forEach(Databases.Gauges::look);
    }
  }

  /** The task ends, or is only copied here from now on. */
  void close() {
    metrics.closed(rollups);
    databases.forEach(Databases.Gauges::close);
  }
}
