package io.tidemark.ingest.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.ingest.meters.ClientMeters;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The two Kafka clients of a publisher. */
final class KafkaClients {
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final ClientMeters meters;

  private KafkaClients(Producer<byte[], byte[]> producer, Admin admin, MeterRegistry registry) {
    this.producer = producer;
    this.admin = admin;
    this.meters = new ClientMeters(registry);
    meters.add(producer);
    meters.add(admin);
  }

  /**
   * Creates both; neither waits for Kafka.
   *
   * @return null: no address of {@code bootstrap.servers} can be looked up yet
   * @throws IllegalArgumentException a setting is not valid
   */
  static @Nullable KafkaClients open(
      Map<String, Object> producerSettings,
      Map<String, Object> adminSettings,
      MeterRegistry registry) {
    Admin admin = null;
    try {
      admin = Admin.create(adminSettings);
      return new KafkaClients(new KafkaProducer<>(producerSettings), admin, registry);
    } catch (RuntimeException e) {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof ConfigException
          && String.valueOf(cause.getMessage()).contains("resolvable bootstrap")) {
        return null;
      }
      throw new IllegalArgumentException(
          "the Kafka client settings are not valid: " + cause.getMessage(), e);
    }
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  Admin admin() {
    return admin;
  }

  /** Sends what is left, at most so long, and closes both. */
  void close(Duration timeout) {
    meters.close();
    producer.close(timeout);
    admin.close(Duration.ZERO);
  }
}
