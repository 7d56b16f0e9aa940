package io.tidemark.standalone.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.standalone.replay.BatchResult.Rejection;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds lines that cannot be put into a batch, because they are not one JSON value. Whether a JSON
 * value is an event is for the gateway to say. Thread-safe.
 */
final class LineCheck {
  private static final JsonFactory JSON = new JsonFactory();

  private final EventReader reader = new EventReader();

  /** Why a line is not sent; empty if it is. */
  Optional<Rejection> problem(Line line) {
    if (line.isCut()) {
      String message =
          "the line has " + line.length() + " bytes; expected at most " + Replay.MAX_LINE_BYTES;
      return Optional.of(new Rejection(0, RefusalCode.BODY_TOO_LARGE.code(), message, null));
    }
    try (JsonParser parser = JSON.createParser(line.bytes())) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null ? Optional.empty() : Optional.of(refusal(line));
    } catch (IOException e) {
      return Optional.of(refusal(line));
    }
  }

  /** In the words of the gateway, which would say the same of the line alone. */
  private Rejection refusal(Line line) {
    Decoded decoded = reader.read(line.bytes(), new EventDefaults("", Long.MAX_VALUE / 2));
    Refusal why =
        decoded instanceof Decoded.Refused refused
            ? refused.refusal()
            : new Refusal(RefusalCode.INVALID_JSON, "the line is not one JSON object", null);
    return new Rejection(0, why.code().code(), why.message(), why.field());
  }
}
