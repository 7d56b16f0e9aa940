package io.tidemark.standalone.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of a record that was none: changes fields, then reads it as the topology will.
 *
 * <p>An event without id gets one made of where the record was, so that sending it twice counts
 * once; one without timestamp gets the arrival of the original.
 */
final class Repair {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, String> changes;
  private final EventReader reader = new EventReader();

  /** What came of it. */
  sealed interface Outcome {
    /** It is an event now. */
    record Repaired(Event event) implements Outcome {}

    /** It is still none; the message says why. */
    record Broken(String message) implements Outcome {}
  }

  /**
   * Repairs with the same changes for every record.
   *
   * @param changes field to new value; the value is JSON, or else taken as text
   */
  Repair(Map<String, String> changes) {
    this.changes = Map.copyOf(changes);
  }

  /** Repairs one record. */
  Outcome apply(Candidate candidate) {
    if (candidate.value() == null) {
      return new Outcome.Broken("the value is not UTF-8; give it one in a file of dlq list --json");
    }
    ObjectNode event;
    try {
      if (!(JSON.readTree(candidate.value()) instanceof ObjectNode object)) {
        return new Outcome.Broken("the value is not a JSON object");
      }
      event = object;
    } catch (JsonProcessingException e) {
      return new Outcome.Broken("the value is not JSON: " + e.getOriginalMessage());
    }
    changes.forEach((field, value) -> event.set(field, json(value)));
    if (isAbsent(event, "event_id") && isAbsent(event, "eventId")) {
      event.remove("eventId");
      event.put("event_id", candidate.fallbackId());
    }
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    var defaults = new EventDefaults(site(candidate.key()), candidate.arrivalMs());
    Decoded decoded = reader.read(bytes, defaults);
    return decoded instanceof Decoded.Accepted accepted
        ? new Outcome.Repaired(accepted.event())
        : new Outcome.Broken(((Decoded.Refused) decoded).refusal().message());
  }

  private static @Nullable String site(@Nullable String key) {
    return key == null || key.isEmpty() ? null : key;
  }

  private static JsonNode json(String value) {
    try {
      JsonNode node = JSON.readTree(value);
      return node.isMissingNode() ? JSON.getNodeFactory().textNode(value) : node;
    } catch (JsonProcessingException e) {
      return JSON.getNodeFactory().textNode(value);
    }
  }

  private static boolean isAbsent(ObjectNode event, String field) {
    JsonNode value = event.path(field);
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isEmpty());
  }
}
