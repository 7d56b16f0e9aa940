package io.tidemark.ingest.http;

import io.tidemark.ingest.dialect.Canonical;
import io.tidemark.ingest.dialect.JsonBody;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bodies of the probes' answers and of errors, as JSON in UTF-8. */
final class Answers {
  static byte[] error(String code, String message, @Nullable String field) {
    return Canonical.error(code, message, field);
  }

  static byte[] health(boolean connected, OptionalLong length) {
    return JsonBody.object(
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
    return JsonBody.object(json -> json.writeStringField("status", status));
  }

  private Answers() {}
}
