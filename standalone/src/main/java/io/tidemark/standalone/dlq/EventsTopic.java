package io.tidemark.standalone.dlq;

import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.tool.KafkaProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of events, for writing: each to the home partition of its site. Not thread-safe. */
final class EventsTopic implements AutoCloseable {
  private static final int TIMEOUT_MS = 10_000;

  private final Map<String, Object> config;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EventWriter writer = new EventWriter();
  private final List<Future<?>> sent = new ArrayList<>();

  /**
   * The topic of a cluster.
   *
   * @param kafka client settings
   */
  EventsTopic(Map<String, Object> kafka) throws StartException {
    config = new HashMap<>(kafka);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    try {
      producer = new KafkaProducer<>(config);
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }

  /** Sends an event; {@link #awaitAll} says whether it arrived. */
  void send(Event event) throws StartException {
    try {
      int partitions = producer.partitionsFor(Topics.EVENTS).size();
      int home = HomePartition.of(event.siteId(), partitions);
      byte[] key = event.siteId().getBytes(StandardCharsets.UTF_8);
      byte[] value = writer.write(event);
      sent.add(producer.send(new ProducerRecord<>(Topics.EVENTS, home, key, value)));
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }

  /**
   * Waits until all are acknowledged.
   *
   * @throws StartException if one is not; those that are stay
   */
  void awaitAll() throws StartException, InterruptedException {
    producer.flush();
    for (Future<?> acknowledgement : sent) {
      try {
        acknowledgement.get();
      } catch (ExecutionException e) {
        KafkaException problem =
            e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
        throw new StartException(KafkaProblem.sentence(config, problem), e);
      }
    }
    sent.clear();
  }

  @Override
  public void close() {
    producer.close();
  }
}
