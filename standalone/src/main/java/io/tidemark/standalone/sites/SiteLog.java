package io.tidemark.standalone.sites;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.tool.KafkaProblem;
import io.tidemark.standalone.tool.LogReading;
import io.tidemark.standalone.tool.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A site's events on the topic {@code events}, wherever they are: on its home partition, and on any
 * other where a record without key or of a foreign producer may be. Memory is bounded by what the
 * client fetches.
 */
final class SiteLog {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> config;
  private final byte[] site;
  private final Times times;
  private final EventBytes event = new EventBytes();
  private final EventReader reader = new EventReader();
  private final EventWriter writer = new EventWriter();
  private long read;
  private long found;

  /** Takes one event, as canonical JSON without a line's end. */
  interface Sink {
    void take(byte[] json) throws IOException;
  }

  /**
   * What was found.
   *
   * @param read records looked at
   * @param found events of the site within the times
   * @param oldest arrival of the oldest record the log still holds; null: it holds none
   * @param cut whether older records expired
   */
  record Summary(long read, long found, @Nullable Instant oldest, boolean cut) {}

  /**
   * The log of a cluster.
   *
   * @param kafka client settings
   */
  SiteLog(Map<String, Object> kafka, String siteId, Times times) {
    this.site = siteId.getBytes(StandardCharsets.UTF_8);
    this.times = times;
    config = LogReading.settings(kafka);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
  }

  /**
   * Reads what is there now: the home partition first, then the others; each in its order.
   *
   * @throws StartException if Kafka does not answer or has no such topic
   */
  Summary forEach(Sink sink, Progress progress) throws StartException, IOException {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(config)) {
      List<TopicPartition> partitions = partitions(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> starts = starts(consumer, partitions, ends);
      long whole = 0;
      for (TopicPartition it : partitions) {
        whole += at(ends, it) - at(starts, it);
      }
      long before = 0;
      consumer.assign(partitions);
      consumer.pause(partitions);
      for (TopicPartition it : partitions) {
        consumer.resume(List.of(it));
        consumer.seek(it, at(starts, it));
        while (consumer.position(it) < at(ends, it)) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < at(ends, it)) {
              look(record, sink);
            }
          }
          long done = before + consumer.position(it) - at(starts, it);
          progress.show(found, Math.min(1, (double) done / whole));
        }
        before += at(ends, it) - at(starts, it);
        consumer.pause(List.of(it));
      }
      boolean cut = consumer.beginningOffsets(partitions).values().stream().anyMatch(at -> at > 0);
      return new Summary(read, found, oldest(consumer, partitions), cut);
    } catch (KafkaException e) {
      throw new StartException(KafkaProblem.sentence(config, e), e);
    }
  }

  private void look(ConsumerRecord<byte[], byte[]> record, Sink sink) throws IOException {
    read++;
    byte[] value = record.value();
    if (event.read(value, record.key(), record.timestamp()) != null
        || !times.hold(event.timestampMs())
        || !isOfSite()) {
      return;
    }
    // Read again as a whole: a foreign producer's record may lack the site or span lines.
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    if (reader.read(value, new EventDefaults(key, record.timestamp()))
        instanceof Decoded.Accepted accepted) {
      sink.take(writer.write(accepted.event()));
      found++;
    }
  }

  private boolean isOfSite() {
    int from = event.from(Field.SITE_ID);
    int to = event.to(Field.SITE_ID);
    return Arrays.equals(event.source(Field.SITE_ID), from, to, site, 0, site.length);
  }

  /** Where to begin: no event arrives much before its time. */
  private Map<TopicPartition, Long> starts(
      KafkaConsumer<?, ?> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    if (times.fromMs() <= EventLimits.MAX_FUTURE_MS) {
      return consumer.beginningOffsets(partitions);
    }
    Map<TopicPartition, Long> arrival = new HashMap<>();
    partitions.forEach(it -> arrival.put(it, times.fromMs() - EventLimits.MAX_FUTURE_MS));
    Map<TopicPartition, Long> starts = new HashMap<>();
    consumer
        .offsetsForTimes(arrival)
        .forEach((it, first) -> starts.put(it, first == null ? at(ends, it) : first.offset()));
    return starts;
  }

  private static @Nullable Instant oldest(
      KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ever = new HashMap<>();
    partitions.forEach(it -> ever.put(it, 0L));
    return consumer.offsetsForTimes(ever).values().stream()
        .filter(Objects::nonNull)
        .map(OffsetAndTimestamp::timestamp)
        .min(Long::compare)
        .map(Instant::ofEpochMilli)
        .orElse(null);
  }

  private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) throws StartException {
    var known = consumer.partitionsFor(Topics.EVENTS);
    if (known == null || known.isEmpty()) {
      throw new StartException(
          "this Kafka cluster has no topic "
              + Topics.EVENTS
              + "; a gateway or query server makes it");
    }
    List<TopicPartition> all = new ArrayList<>();
    known.forEach(it -> all.add(new TopicPartition(it.topic(), it.partition())));
    int home = HomePartition.of(new String(site, StandardCharsets.UTF_8), all.size());
    all.sort(
        (a, b) ->
            a.partition() == home
                ? b.partition() == home ? 0 : -1
                : b.partition() == home ? 1 : Integer.compare(a.partition(), b.partition()));
    return all;
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNullElse(offsets.get(partition), 0L);
  }
}
