package io.tidemark.benchmarks.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One thread that consumes the topic and reads, with Jackson's streaming parser, the fields the
 * topology uses.
 */
public final class ParseReference {
  private static final JsonFactory JSON = new JsonFactory();

  private ParseReference() {}

  /** What a run took. */
  public record Run(long records, long nanos, long checksum) {
    public double perSecond() {
      return records * 1e9 / nanos;
    }
  }

  /**
   * Reads all records there are, and takes the time from the first; {@code parse} false: only
   * consumes them.
   */
  public static Run run(Map<String, Object> kafka, int partitions, boolean parse)
      throws IOException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    List<TopicPartition> topic =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(Topics.EVENTS, p)).toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(topic);
      long total = consumer.endOffsets(topic).values().stream().mapToLong(Long::longValue).sum();
      consumer.seekToBeginning(topic);
      long records = 0;
      long checksum = 0;
      long startNs = 0;
      while (records < total) {
        var polled = consumer.poll(Duration.ofMillis(100));
        if (records == 0) {
          startNs = System.nanoTime();
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
          checksum += parse ? parse(record.value()) : record.value().length;
          records++;
        }
      }
      return new Run(records, System.nanoTime() - startNs, checksum);
    }
  }

  private static long parse(byte[] value) throws IOException {
    long checksum = 0;
    try (JsonParser in = JSON.createParser(value)) {
      in.nextToken();
      for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
        JsonToken token = in.nextToken();
        switch (field) {
          case "site_id",
              "event_type",
              "path",
              "user_id",
              "timestamp",
              "event_id",
              "referrer_host",
              "utm_source",
              "utm_medium",
              "utm_campaign",
              "browser",
              "os",
              "device",
              "country",
              "language",
              "bot" ->
              checksum += in.getText().length();
          case "count" -> checksum += in.getIntValue();
          default -> {
            if (token.isStructStart()) {
              in.skipChildren();
            }
          }
        }
      }
    }
    return checksum;
  }
}
