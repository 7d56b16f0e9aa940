package io.tidemark.ingest.quality;

import io.tidemark.schemas.quality.RefusalReport;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to the topic {@value Topics#REFUSALS}, each to its site's home partition. The producer is
 * opened with the first report: most gateways refuse nothing.
 */
final class KafkaReportSink implements ReportSink {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReportSink.class);
  private static final int TIMEOUT_MS = 4000;

  private final Map<String, Object> settings;
  private @Nullable Producer<String, byte[]> producer;

  KafkaReportSink(Map<String, Object> kafka) {
    settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tidemark-gateway-refusals");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS - 5);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  @Override
  public Set<String> publish(Map<String, RefusalReport> reports) {
    Set<String> failed = new HashSet<>(reports.keySet());
    try {
      Producer<String, byte[]> open = open();
      int partitions = open.partitionsFor(Topics.REFUSALS).size();
      Map<String, Future<?>> sent = new HashMap<>();
      reports.forEach((site, report) -> sent.put(site, send(open, partitions, site, report)));
      for (Map.Entry<String, Future<?>> report : sent.entrySet()) {
        if (arrived(report.getValue())) {
          failed.remove(report.getKey());
        }
      }
    } catch (KafkaException e) {
      LOG.debug("Reports of refused events wait, for Kafka is not there", e);
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return failed;
  }

  private static boolean arrived(Future<?> sent) throws InterruptedException {
    try {
      sent.get();
      return true;
    } catch (ExecutionException e) {
      LOG.debug("A report of refused events waits, for Kafka did not take it", e);
      return false;
    }
  }

  private static Future<?> send(
      Producer<String, byte[]> open, int partitions, String site, RefusalReport report) {
    int home = HomePartition.of(site, partitions);
    return open.send(new ProducerRecord<>(Topics.REFUSALS, home, site, report.toBytes()));
  }

  private Producer<String, byte[]> open() {
    Producer<String, byte[]> open = producer;
    if (open == null) {
      open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  /** Closes the producer; the next report opens another one. */
  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
