package io.tidemark.ingest.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The meters of Kafka clients that live and die together; closed before they are. */
public final class ClientMeters implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(30);

  private final MeterRegistry registry;
  private final List<KafkaClientMetrics> binders = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread refresher = new Thread(task, "tidemark-client-metrics");
            refresher.setDaemon(true);
            return refresher;
          });

  public ClientMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows a producer's. */
  public void add(Producer<?, ?> producer) {
    bind(new KafkaClientMetrics(producer, List.of(), thread, REFRESH));
  }

  /** Shows a consumer's. */
  public void add(Consumer<?, ?> consumer) {
    bind(new KafkaClientMetrics(consumer, List.of(), thread, REFRESH));
  }

  /** Shows an admin client's. */
  public void add(Admin admin) {
    if (admin instanceof AdminClient client) {
      bind(new KafkaClientMetrics(client, List.of(), thread, REFRESH));
    }
  }

  private void bind(KafkaClientMetrics binder) {
    binders.add(binder);
    binder.bindTo(registry);
  }

  /** Takes them out of the registry. */
  @Override
  public void close() {
    thread.shutdownNow();
    binders.forEach(KafkaClientMetrics::close);
  }
}
