package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.schemas.event.Refusal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers in the contract's own shapes. */
public final class Canonical {

  /** The one shape of errors. */
  public static byte[] error(String code, String message, @Nullable String field) {
    return JsonBody.object(json -> writeError(json, code, message, field));
  }

  static Answer refused(Refusal refusal) {
    return Answer.json(
        Statuses.of(refusal.code()),
        error(refusal.code().code(), refusal.message(), refusal.field()));
  }

  /** The answer to a request with one event. */
  static Answer one(Taken taken, Query query) {
    Refusal refusal = taken.refusal() != null ? taken.refusal() : taken.firstRefused();
    if (refusal != null) {
      return refused(refusal);
    }
    String eventId = ((Taken.Fate.Accepted) taken.events().get(0)).eventId();
    return Answer.json(
        202,
        JsonBody.object(
            json -> {
              json.writeBooleanField("success", true);
              json.writeStringField("status", "queued");
              json.writeBooleanField("queued", true);
              json.writeStringField("message", "Event accepted for processing");
              json.writeStringField(Naming.isCamel(query) ? "eventId" : "event_id", eventId);
            }));
  }

  /**
   * The answer to a request with any number of events.
   *
   * @param always whether {@code rejected} is there although it is empty
   */
  static Answer many(Taken taken, boolean always) {
    Refusal refusal = taken.refusal();
    if (refusal != null) {
      return Answer.json(Statuses.of(refusal.code()), refused(refusal, taken.events()));
    }
    int accepted = taken.accepted();
    Refusal first = taken.firstRefused();
    if (accepted == 0 && first != null) {
      // None valid is 400 whatever each was refused for.
      return Answer.json(400, refused(noneValid(taken, first), taken.events()));
    }
    return Answer.json(
        202,
        JsonBody.object(
            json -> {
              json.writeBooleanField("success", true);
              json.writeNumberField("accepted", accepted);
              if (always || first != null) {
                writeRejected(json, taken.events());
              }
            }));
  }

  private static Refusal noneValid(Taken taken, Refusal first) {
    String message =
        "none of the %d events is valid; the first: %s"
            .formatted(taken.events().size(), first.message());
    return new Refusal(first.code(), message, first.field());
  }

  private static byte[] refused(Refusal refusal, List<Taken.Fate> events) {
    return JsonBody.object(
        json -> {
          writeError(json, refusal.code().code(), refusal.message(), refusal.field());
          if (events.stream().anyMatch(Taken.Fate.Refused.class::isInstance)) {
            writeRejected(json, events);
          }
        });
  }

  private static void writeRejected(JsonGenerator json, List<Taken.Fate> events)
      throws IOException {
    json.writeArrayFieldStart("rejected");
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof Taken.Fate.Refused refused) {
        json.writeStartObject();
        json.writeNumberField("index", i);
        Refusal why = refused.refusal();
        writeRefusal(json, why.code().code(), why.message(), why.field());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void writeError(
      JsonGenerator json, String code, String message, @Nullable String field) throws IOException {
    json.writeObjectFieldStart("error");
    writeRefusal(json, code, message, field);
    json.writeEndObject();
  }

  private static void writeRefusal(
      JsonGenerator json, String code, String message, @Nullable String field) throws IOException {
    json.writeStringField("code", code);
    json.writeStringField("message", message);
    if (field != null) {
      json.writeStringField("field", field);
    }
  }

  private Canonical() {}
}
