package io.tidemark.standalone.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that may have become an event.
 *
 * @param at where it is on the dead-letter topic
 * @param arrivalMs when the original arrived, epoch milliseconds
 * @param key the original's key; null: none
 * @param value the event as JSON; null: it is not UTF-8
 */
record Candidate(Place at, long arrivalMs, @Nullable String key, @Nullable String value) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A record as it is on the topic. */
  static Candidate of(DlqRecord record) {
    return new Candidate(
        record.at(),
        record.arrival().toEpochMilli(),
        record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
        record.value() == null ? "" : DlqJson.utf8(record.value()).orElse(null));
  }

  /**
   * A line of {@code dlq list --json}, perhaps edited; {@code value} may be text or an object.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static Candidate parse(String line) {
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the line is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!row.path("dlq").isTextual()) {
      throw new IllegalArgumentException(
          "the line has no \"dlq\"; expected one of dlq list --json");
    }
    JsonNode value = row.path("value");
    return new Candidate(
        Place.parse(row.path("dlq").asText()),
        arrival(row.path("arrival").asText()).toEpochMilli(),
        row.path("key").isTextual() ? row.path("key").asText() : null,
        value.isMissingNode() ? null : value.isObject() ? value.toString() : value.asText(""));
  }

  /** The idempotency key of an event that has none. */
  String fallbackId() {
    return "dlq-" + at.partition() + "-" + at.offset();
  }

  private static Instant arrival(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "arrival is " + text + "; expected a time like 2026-11-12T10:00:00Z", e);
    }
  }
}
