package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/batch}: an array of what {@code /api/send} takes, at most {@link
 * EventLimits#BATCH_EVENTS}; answered {@code {"size","processed","errors","details","cache"}}, 200
 * although none may be valid.
 */
public final class UmamiBatch implements Dialect {

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    return JsonInput.<BatchDecoded>read(
        request.body(),
        (in, first) -> events(in, first, defaults),
        wrong -> new BatchDecoded.Refused(wrong, 1));
  }

  private static BatchDecoded events(JsonParser in, JsonToken first, EventDefaults defaults)
      throws IOException {
    if (first != JsonToken.START_ARRAY) {
      in.skipChildren();
      String message = "the batch is " + JsonInput.typeOf(first) + "; expected an array";
      return refused(RefusalCode.INVALID_TYPE, message, 1);
    }
    List<Decoded> events = new ArrayList<>();
    int size = 0;
    JsonToken token = in.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (++size <= EventLimits.BATCH_EVENTS) {
        events.add(UmamiEvent.read(in, token, defaults));
      } else {
        in.skipChildren();
      }
      token = in.nextToken();
    }
    if (size > EventLimits.BATCH_EVENTS) {
      String message =
          "the batch has " + size + " events; expected at most " + EventLimits.BATCH_EVENTS;
      return refused(RefusalCode.BATCH_TOO_LARGE, message, size);
    }
    return new BatchDecoded.Events(events);
  }

  private static BatchDecoded refused(RefusalCode code, String message, int events) {
    return new BatchDecoded.Refused(new Refusal(code, message, null), events);
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    if (taken.refusal() != null) {
      return UmamiAnswers.refused(taken.refusal());
    }
    List<Taken.Fate> events = taken.events();
    int processed = taken.accepted();
    return Answer.json(
        200,
        JsonBody.object(
            json -> {
              json.writeNumberField("size", events.size());
              json.writeNumberField("processed", processed);
              json.writeNumberField("errors", events.size() - processed);
              json.writeArrayFieldStart("details");
              for (int i = 0; i < events.size(); i++) {
                if (events.get(i) instanceof Taken.Fate.Refused refused) {
                  json.writeStartObject();
                  json.writeNumberField("index", i);
                  json.writeObjectFieldStart("response");
                  UmamiAnswers.writeError(json, refused.refusal());
                  json.writeEndObject();
                  json.writeEndObject();
                }
              }
              json.writeEndArray();
              json.writeStringField("cache", cache(events));
            }));
  }

  private static @Nullable String cache(List<Taken.Fate> events) {
    for (Taken.Fate event : events) {
      if (event instanceof Taken.Fate.Accepted accepted && accepted.bot() == null) {
        return UmamiAnswers.Session.of(accepted).cache();
      }
    }
    return null;
  }
}
