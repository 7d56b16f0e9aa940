package io.tidemark.benchmarks.data;

import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ProgressBar;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workload to the topic as the gateway would.
 *
 * @param viewsOfSite the views that the statistics must tell of each site, duplicates left out
 * @param valueBytes bytes of all values
 */
public record EventLog(Map<String, Long> viewsOfSite, long valueBytes) {

  /** Appends all events, and returns when they are acknowledged. */
  public static EventLog write(
      Workload workload, long newestMs, Map<String, Object> kafka, int partitions) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    EventSource source = new EventSource(workload, newestMs);
    EventWriter writer = new EventWriter();
    Map<String, Long> views = new HashMap<>();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        ProgressBar bar = new ProgressBar("events", workload.events())) {
      @Nullable String previousId = null;
      for (int i = 0; i < workload.events(); i++) {
        Event event = source.next();
        byte[] value = writer.write(event);
        bytes += value.length;
        var unused =
            producer.send(
                new ProducerRecord<>(
                    Topics.EVENTS,
                    HomePartition.of(event.siteId(), partitions),
                    event.siteId().getBytes(StandardCharsets.UTF_8),
                    value),
                (metadata, e) -> failure.compareAndSet(null, e));
        if (!Objects.equals(event.eventId(), previousId)) {
          views.merge(event.siteId(), 1L, Long::sum);
        }
        previousId = event.eventId();
        if (i % 10_000 == 0) {
          bar.stepTo(i);
        }
      }
      bar.stepTo(workload.events());
    }
    if (failure.get() != null) {
      throw new IllegalStateException("not all events were acknowledged", failure.get());
    }
    return new EventLog(Map.copyOf(views), bytes);
  }
}
