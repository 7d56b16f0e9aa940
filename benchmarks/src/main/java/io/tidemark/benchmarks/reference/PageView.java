package io.tidemark.benchmarks.reference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** An event as one would read it who needs three figures of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PageView(
    @JsonProperty("path") String path,
    @JsonProperty("user_id") String userId,
    @JsonProperty("timestamp") String timestamp) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerFor(PageView.class);
  private static final ObjectWriter WRITER = JSON.writerFor(PageView.class);

  static Serde<PageView> serde() {
    return Serdes.serdeFrom(
        (topic, view) -> {
          try {
            return WRITER.writeValueAsBytes(view);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        (topic, json) -> {
          try {
            return READER.readValue(json);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  long timestampMs() {
    return Instant.parse(timestamp).toEpochMilli();
  }
}
