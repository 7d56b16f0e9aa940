package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is on the topic {@code events}. */
final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A site's events, of each partition in its order. */
  static List<JsonNode> of(TidemarkProcess process, String site) throws IOException {
    Map<String, Object> config = Map.of("bootstrap.servers", process.bootstrap());
    List<JsonNode> events = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor("events").stream()
              .map(partition -> new TopicPartition("events", partition.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          JsonNode event = JSON.readTree(record.value());
          if (event.path("site_id").asText().equals(site)) {
            events.add(event);
          }
        }
      }
    }
    return events;
  }

  private EventLog() {}
}
