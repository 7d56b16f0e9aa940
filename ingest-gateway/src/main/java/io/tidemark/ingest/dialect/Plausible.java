package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code POST /api/event}: Plausible's events. See {@link PlausibleEvent} for its fields.
 *
 * <p>Answers 202 {@code ok}; an event of a site that is not taken here, or of a bot, too, but with
 * a header that counts such events; all else {@code {"errors":{field:[…]}}}.
 */
public final class Plausible implements Dialect {
  private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
  private static final String DROPPED = "x-plausible-dropped";

  /** What the contract's fields are called here. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "site_id", "domain",
          "event_type", "event_name",
          "path", "url",
          "properties", "props");

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    return JsonInput.<BatchDecoded>read(
        request.body(),
        (in, first) -> {
          if (first != JsonToken.START_OBJECT) {
            in.skipChildren();
            String message = "the body is " + JsonInput.typeOf(first) + "; expected an object";
            return new BatchDecoded.Refused(
                new Refusal(RefusalCode.INVALID_TYPE, message, null), 1);
          }
          return PlausibleEvent.read(in).events(defaults);
        },
        wrong -> new BatchDecoded.Refused(wrong, 1));
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    if (taken.refusal() != null) {
      return refused(taken.refusal());
    }
    int dropped = 0;
    for (Taken.Fate event : taken.events()) {
      if (event instanceof Taken.Fate.Accepted accepted) {
        dropped += accepted.bot() == null ? 0 : 1;
      } else {
        Refusal refusal = ((Taken.Fate.Refused) event).refusal();
        if (refusal.code() != RefusalCode.SITE_NOT_ALLOWED) {
          return refused(refusal);
        }
        dropped++;
      }
    }
    Answer ok = Answer.of(202, "text/plain; charset=utf-8", OK);
    return dropped == 0 ? ok : ok.withHeaders(Map.of(DROPPED, Integer.toString(dropped)));
  }

  private static Answer refused(Refusal refusal) {
    String field = refusal.field() == null ? "request" : refusal.field();
    return Answer.json(
        Statuses.of(refusal.code()),
        JsonBody.object(
            json -> {
              json.writeObjectFieldStart("errors");
              json.writeArrayFieldStart(FIELDS.getOrDefault(field, field));
              json.writeString(refusal.message());
              json.writeEndArray();
              json.writeEndObject();
            }));
  }
}
