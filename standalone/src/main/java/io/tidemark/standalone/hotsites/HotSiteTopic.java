package io.tidemark.standalone.hotsites;

import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.hot.HotSitesLog;
import io.tidemark.schemas.hot.PartsHistory;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.tool.KafkaProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The hot sites of a cluster, for tools: read once, written one at a time. */
public final class HotSiteTopic {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, Object> config;

  /**
   * The topic of a cluster.
   *
   * @param kafka client settings
   */
  public HotSiteTopic(Map<String, Object> kafka) {
    config = new HashMap<>(kafka);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) TIMEOUT.toMillis());
  }

  /**
   * All that is in the topic now.
   *
   * @throws StartException if Kafka does not answer, or has no such topic
   */
  public HotSites read() throws StartException, InterruptedException {
    try (HotSitesLog log = HotSitesLog.follow(config, "tidemark-tool")) {
      if (!log.awaitEnd(TIMEOUT)) {
        throw new StartException(
            KafkaProblem.sentence(config, new TimeoutException())
                + ", or has no topic "
                + Topics.HOT_SITES
                + " yet; a gateway or query server of this version makes it");
      }
      return log.sites();
    }
  }

  /** Number of partitions of the topic of events, the most parts a site can have. */
  int partitions() throws StartException {
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      return producer.partitionsFor(Topics.EVENTS).size();
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }

  /** Writes a site's record and waits for its acknowledgement. */
  void write(String siteId, PartsHistory history) throws StartException, InterruptedException {
    byte[] key = siteId.getBytes(StandardCharsets.UTF_8);
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      producer.send(new ProducerRecord<>(Topics.HOT_SITES, key, history.toBytes())).get();
    } catch (ExecutionException e) {
      KafkaException problem =
          e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
      throw new StartException(KafkaProblem.sentence(config, problem), e);
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }
}
