package io.tidemark.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON bytes to a batch of events: {@code {"events":[…]}} or a bare array of 1..{@link
 * EventLimits#BATCH_EVENTS}. Nothing is thrown for any input.
 *
 * <p>An event that is not valid does not touch the others; bytes that are not JSON refuse the whole
 * batch, wherever they break. Fields beside {@code events} are ignored. Thread-safe.
 */
public final class BatchReader {
  private static final String EVENTS = "events";
  private static final String SHAPE = "expected {\"events\":[…]} or an array of events";

  /** Reads a batch; each event as {@link EventReader} would. */
  public BatchDecoded read(byte @Nullable [] json, EventDefaults defaults) {
    List<Decoded> plain = PlainBatch.read(json, defaults);
    return plain == null ? readAny(json, defaults) : new BatchDecoded.Events(plain);
  }

  /** Reads a batch of any form, token by token. */
  static BatchDecoded readAny(byte @Nullable [] json, EventDefaults defaults) {
    return JsonInput.<BatchDecoded>read(
        json, (in, first) -> batch(in, first, defaults), refusal -> refused(refusal, 1));
  }

  private static BatchDecoded batch(JsonParser in, JsonToken first, EventDefaults defaults)
      throws IOException {
    if (first == JsonToken.START_ARRAY) {
      return array(in, defaults);
    }
    if (first == JsonToken.START_OBJECT) {
      return wrapped(in, defaults);
    }
    String message = "the batch is " + JsonInput.typeOf(first) + "; " + SHAPE;
    return refused(RefusalCode.INVALID_TYPE, message, null, 1);
  }

  private static BatchDecoded wrapped(JsonParser in, EventDefaults defaults) throws IOException {
    BatchDecoded result = null;
    boolean seen = false;
    boolean twice = false;
    String name = in.nextFieldName();
    while (name != null) {
      JsonToken token = in.nextToken();
      if (name.equals(EVENTS)) {
        twice |= seen;
        seen = true;
        result = twice || token == JsonToken.VALUE_NULL ? result : events(in, token, defaults);
      }
      in.skipChildren();
      name = in.nextFieldName();
    }
    if (twice) {
      String message = "events is there twice; expected once";
      return refused(RefusalCode.DUPLICATE_FIELD, message, EVENTS, 1);
    }
    if (result == null) {
      return refused(RefusalCode.MISSING_FIELD, "events is missing; " + SHAPE, EVENTS, 1);
    }
    return result;
  }

  private static BatchDecoded events(JsonParser in, JsonToken token, EventDefaults defaults)
      throws IOException {
    if (token == JsonToken.START_ARRAY) {
      return array(in, defaults);
    }
    String message = "events is " + JsonInput.typeOf(token) + "; expected an array";
    return refused(RefusalCode.INVALID_TYPE, message, EVENTS, 1);
  }

  private static BatchDecoded array(JsonParser in, EventDefaults defaults) throws IOException {
    List<Decoded> events = new ArrayList<>();
    int size = 0;
    JsonToken token = in.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (++size <= EventLimits.BATCH_EVENTS) {
        events.add(EventJson.read(in, token, defaults));
      } else {
        in.skipChildren();
      }
      token = in.nextToken();
    }
    if (size == 0) {
      String message = "the batch has no events; expected 1 to " + EventLimits.BATCH_EVENTS;
      return refused(RefusalCode.EMPTY_BATCH, message, EVENTS, 1);
    }
    if (size > EventLimits.BATCH_EVENTS) {
      String message =
          "the batch has " + size + " events; expected 1 to " + EventLimits.BATCH_EVENTS;
      return refused(RefusalCode.BATCH_TOO_LARGE, message, EVENTS, size);
    }
    return new BatchDecoded.Events(events);
  }

  private static BatchDecoded refused(
      RefusalCode code, String message, @Nullable String field, int events) {
    return refused(new Refusal(code, message, field), events);
  }

  private static BatchDecoded refused(Refusal refusal, int events) {
    return new BatchDecoded.Refused(refusal, events);
  }
}
