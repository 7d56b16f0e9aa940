package io.tidemark.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.ingest.accept.BatchAnswer;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bodies of answers, as JSON in UTF-8. */
final class Answers {
  private static final JsonFactory FACTORY = new JsonFactory();

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] error(String code, String message, @Nullable String field) {
    return object(json -> writeError(json, code, message, field));
  }

  static byte[] refusal(Refusal refusal) {
    return error(refusal.code().code(), refusal.message(), refusal.field());
  }

  /** A refused batch: the error, and beside it the events that were not valid. */
  static byte[] refusedBatch(Refusal refusal, List<BatchAnswer.Rejected> rejected) {
    return object(
        json -> {
          writeError(json, refusal.code().code(), refusal.message(), refusal.field());
          if (!rejected.isEmpty()) {
            writeRejected(json, rejected);
          }
        });
  }

  static byte[] queued(String eventId) {
    return object(
        json -> {
          json.writeBooleanField("success", true);
          json.writeStringField("status", "queued");
          json.writeBooleanField("queued", true);
          json.writeStringField("message", "Event accepted for processing");
          json.writeStringField("event_id", eventId);
        });
  }

  static byte[] queuedBatch(BatchAnswer.Queued batch) {
    return object(
        json -> {
          json.writeBooleanField("success", true);
          json.writeNumberField("accepted", batch.accepted());
          writeRejected(json, batch.rejected());
        });
  }

  static byte[] health(boolean connected, OptionalLong length) {
    return object(
        json -> {
          json.writeStringField("status", connected ? "healthy" : "unhealthy");
          json.writeStringField("service", "ingestion");
          json.writeObjectFieldStart("queue");
          json.writeBooleanField("connected", connected);
          if (length.isPresent()) {
            json.writeNumberField("length", length.getAsLong());
          } else {
            json.writeNullField("length");
          }
          json.writeEndObject();
        });
  }

  static byte[] status(String status) {
    return object(json -> json.writeStringField("status", status));
  }

  /** The HTTP status of a refusal. */
  static int status(RefusalCode code) {
    return switch (code) {
      case SITE_NOT_ALLOWED -> 403;
      case BODY_TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case OVERLOADED, UNAVAILABLE -> 503;
      default -> 400;
    };
  }

  private static void writeRejected(JsonGenerator json, List<BatchAnswer.Rejected> rejected)
      throws IOException {
    json.writeArrayFieldStart("rejected");
    for (BatchAnswer.Rejected event : rejected) {
      json.writeStartObject();
      json.writeNumberField("index", event.index());
      Refusal refusal = event.refusal();
      writeRefusal(json, refusal.code().code(), refusal.message(), refusal.field());
      json.writeEndObject();
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

  private static byte[] object(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return bytes.toByteArray();
  }

  private Answers() {}
}
