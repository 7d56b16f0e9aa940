package io.tidemark.benchmarks.data;

import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends events to the topic as a busy gateway would. Not thread-safe. */
public final class LogWriter implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final EventWriter writer = new EventWriter();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public LogWriter(Map<String, Object> kafka, int partitions) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.partitions = partitions;
  }

  /** Appends an event; returns the bytes of its value. */
  public int write(Event event) {
    byte[] value = writer.write(event);
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.EVENTS,
                HomePartition.of(event.siteId(), partitions),
                event.siteId().getBytes(StandardCharsets.UTF_8),
                value),
            (metadata, e) -> failure.compareAndSet(null, e));
    return value.length;
  }

  /**
   * Waits until all are acknowledged.
   *
   * @throws IllegalStateException one was not
   */
  public void flush() {
    producer.flush();
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("not all events were acknowledged", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
