package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** What Umami's doors answer. */
final class UmamiAnswers {
  private static final long HOUR_MS = 3_600_000;

  /** What the contract's fields are called here. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("site_id", "payload.website"),
          Map.entry("event_type", "payload.name"),
          Map.entry("path", "payload.url"),
          Map.entry("user_id", "payload.id"),
          Map.entry("user_agent", "payload.userAgent"),
          Map.entry("properties", "payload.data"),
          Map.entry("type", "type"),
          Map.entry("payload", "payload"));

  /**
   * A visitor's session, as the tracker expects it: ids in the form of UUIDs, the visit's new each
   * hour. Both are hashes of what the event says of its user (else of its own id), and nothing is
   * kept of them here.
   */
  record Session(String sessionId, String visitId) {
    static Session of(Taken.Fate.Accepted event) {
      String user = event.userId() != null ? "u" + event.userId() : "e" + event.eventId();
      String sessionId = uuid(event.siteId() + "\n" + user);
      return new Session(sessionId, uuid(sessionId + "\n" + event.timestampMs() / HOUR_MS));
    }

    /** What the tracker sends back with its next event, where it is ignored. */
    String cache() {
      return sessionId + "." + visitId;
    }

    private static String uuid(String name) {
      return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
  }

  static Answer refused(Refusal refusal) {
    return Answer.json(
        Statuses.of(refusal.code()), JsonBody.object(json -> writeError(json, refusal)));
  }

  static void writeError(JsonGenerator json, Refusal refusal) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("message", refusal.message());
    json.writeStringField("code", code(refusal.code()));
    json.writeNumberField("status", Statuses.of(refusal.code()));
    String field = refusal.field();
    if (field != null) {
      json.writeStringField("field", FIELDS.getOrDefault(field, "payload." + field));
    }
    json.writeEndObject();
  }

  private static String code(RefusalCode code) {
    return switch (Statuses.of(code)) {
      case 403 -> "forbidden";
      case 503 -> "server-error";
      default -> "bad-request";
    };
  }

  private UmamiAnswers() {}
}
