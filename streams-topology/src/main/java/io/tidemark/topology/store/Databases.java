package io.tidemark.topology.store;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What RocksDB tells of the stores of the partitions that are counted here.
 *
 * <p>Kafka Streams offers these figures as gauges that read the open database. Read by any other
 * thread than the one that closes the store they may read freed memory and end the process
 * (KAFKA-10025); so each task reads its own on its stream thread, and others see what was read.
 */
public final class Databases {
  private static final String GROUP = "stream-state-metrics";

  private final Map<Gauges, Map<DatabaseFigure, Long>> read = new ConcurrentHashMap<>();

  /** The gauges of a store of a task; for its stream thread. */
  public final class Gauges {
    private final String store;
    private final Map<DatabaseFigure, Metric> metrics = new EnumMap<>(DatabaseFigure.class);

    private Gauges(String store, TaskId task, StreamsMetrics streams) {
      this.store = store;
      Map<String, DatabaseFigure> byProperty = new HashMap<>();
      for (DatabaseFigure figure : DatabaseFigure.values()) {
        byProperty.put(figure.property(), figure);
      }
      streams
          .metrics()
          .forEach(
              (name, metric) -> {
                DatabaseFigure figure = byProperty.get(name.name());
                if (figure != null
                    && name.group().equals(GROUP)
                    && store.equals(name.tags().get("rocksdb-state-id"))
                    && task.toString().equals(name.tags().get("task-id"))) {
                  metrics.put(figure, metric);
                }
              });
    }

    /** Reads them; the store must be open. */
    public void look() {
      Map<DatabaseFigure, Long> values = new EnumMap<>(DatabaseFigure.class);
      metrics.forEach(
          (figure, metric) ->
              values.put(
                  figure, metric.metricValue() instanceof Number number ? number.longValue() : 0L));
      read.put(this, values);
    }

    /** The store is no longer counted into here. */
    public void close() {
      read.remove(this);
    }
  }

  /** The gauges of a store that is open; for its task's stream thread. */
  public Gauges of(String store, TaskId task, StreamsMetrics streams) {
    return new Gauges(store, task, streams);
  }

  /** The sum over all partitions, as it was read last. For any thread. */
  public long sum(String store, DatabaseFigure figure) {
    long sum = 0;
    for (Map.Entry<Gauges, Map<DatabaseFigure, Long>> task : read.entrySet()) {
      if (task.getKey().store.equals(store)) {
        sum += task.getValue().getOrDefault(figure, 0L);
      }
    }
    return sum;
  }
}
