package io.tidemark.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of the Kafka clients; what is fixed here cannot be overridden. */
final class ProducerSettings {
  private static final int BATCH_BYTES = 64 * 1024;
  private static final int REQUEST_TIMEOUT_MS = 4000;
  private static final String CLIENT_ID = "tidemark-gateway";

  /**
   * Settings of the producer.
   *
   * <p>{@code max.block.ms=0}: a send without metadata or buffer fails at once instead of blocking
   * an HTTP thread. {@code delivery.timeout.ms} is the acknowledgement time-out, so that hardly a
   * record arrives after its request was answered 503.
   *
   * <p>One request to Kafka is under way at a time: what comes in meanwhile goes together with the
   * next, so that the busier the gateway is, the less each event costs Kafka, without a wait.
   */
  static Map<String, Object> producer(
      Map<String, Object> kafka, long bufferBytes, Duration ackTimeout, int lingerMs) {
    int deliveryMs = Math.toIntExact(ackTimeout.toMillis());
    int requestMs = Math.max(1, Math.min(REQUEST_TIMEOUT_MS, deliveryMs - lingerMs));
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, Compression.best());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.max(deliveryMs, lingerMs + requestMs));
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMs);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L);
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    // The bytes in flight are bounded before; this only has to hold them, batch by batch.
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * bufferBytes + 256L * BATCH_BYTES);
    return settings;
  }

  /** Settings of the client that looks whether Kafka is there. */
  static Map<String, Object> admin(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, CLIENT_ID + "-probe");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }

  private ProducerSettings() {}
}
