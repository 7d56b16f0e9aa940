package io.tidemark.standalone.sites;

import io.tidemark.schemas.topic.SiteRemoval;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.hotsites.HotSiteTopic;
import io.tidemark.standalone.tool.KafkaProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a site's removal to the log, and sees whether it was carried out. */
final class RemovalLog {
  private static final int TIMEOUT_MS = 10_000;
  private static final long POLL_MS = 100;

  private final Map<String, Object> kafka;

  /**
   * The log of a cluster.
   *
   * @param kafka client settings
   */
  RemovalLog(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
  }

  /** Where a removal stands. */
  record Place(TopicPartition partition, long offset) {}

  /**
   * Writes it to all partitions that hold the site and waits for the acknowledgements: from then on
   * it will be carried out, whatever stops or starts.
   */
  List<Place> write(String siteId) throws StartException, InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    List<Place> places = new ArrayList<>();
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      int partitions = producer.partitionsFor(Topics.EVENTS).size();
      // Read again afterwards: a site may get more parts meanwhile.
      for (int parts = parts(siteId, partitions);
          places.size() < parts;
          parts = parts(siteId, partitions)) {
        while (places.size() < parts) {
          RecordMetadata at =
              producer.send(SiteRemoval.of(siteId, places.size(), parts, partitions)).get();
          places.add(new Place(new TopicPartition(at.topic(), at.partition()), at.offset()));
        }
      }
      return places;
    } catch (ExecutionException e) {
      KafkaException problem =
          e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
      throw new StartException(KafkaProblem.sentence(config, problem), e);
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }

  private int parts(String siteId, int partitions) throws StartException, InterruptedException {
    return Math.min(partitions, new HotSiteTopic(kafka).read().parts(siteId));
  }

  /**
   * Waits until the statistics have passed it everywhere.
   *
   * @param applicationId the consumer group of the statistics
   * @return false: not within that time
   */
  boolean await(List<Place> removal, String applicationId, Duration longest)
      throws StartException, InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    try (Admin admin = Admin.create(kafka)) {
      while (!isPast(admin, removal, applicationId)) {
        if (System.nanoTime() > end) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      return true;
    } catch (ExecutionException e) {
      throw new StartException(
          "Kafka does not tell how far the statistics are: "
              + e.getCause()
              + "; the removal is written and will be carried out",
          e);
    }
  }

  private static boolean isPast(Admin admin, List<Place> removal, String applicationId)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata().get();
    for (Place place : removal) {
      OffsetAndMetadata at = committed.get(place.partition());
      if (at == null || at.offset() <= place.offset()) {
        return false;
      }
    }
    return true;
  }
}
