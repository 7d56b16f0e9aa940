package io.tidemark.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams that shows those of its metrics only that can be read at any time and are few.
 *
 * <p>Hidden are the stores', because reading them while a store is closed may end the process (see
 * {@link io.tidemark.topology.store.Databases}), and what there is per task, node or topic.
 */
final class MeasuredStreams extends KafkaStreams {
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private static final Set<String> SHOWN =
      Set.of(
          "stream-metrics",
          "stream-thread-metrics",
          "stream-state-updater-metrics",
          "producer-metrics",
          "consumer-metrics",
          "consumer-coordinator-metrics",
          "consumer-fetch-manager-metrics",
          "admin-client-metrics");

  MeasuredStreams(Topology topology, Properties settings, KafkaClientSupplier clients) {
    super(topology, settings, clients);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    Map<MetricName, Metric> shown = new HashMap<>();
    super.metrics()
        .forEach(
            (name, metric) -> {
              if (SHOWN.contains(name.group()) && !name.tags().containsKey("topic")) {
                shown.put(name, metric);
              }
            });
    return shown;
  }

  /**
   * Binds them to a registry.
   *
   * @return takes them out of it
   */
  Runnable bindTo(MeterRegistry registry) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread refresher = new Thread(task, "tidemark-streams-metrics");
              refresher.setDaemon(true);
              return refresher;
            });
    KafkaStreamsMetrics binder = new KafkaStreamsMetrics(this, List.of(), thread, REFRESH);
    binder.bindTo(registry);
    return () -> {
      thread.shutdownNow();
      binder.close();
    };
  }
}
