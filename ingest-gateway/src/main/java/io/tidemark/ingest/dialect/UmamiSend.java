package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.Refusal;
import java.util.List;

/**
 * {@code POST /api/send}: one event of Umami's tracker, answered {@code
 * {"cache","sessionId","visitId"}}; a bot's, which does not count, {@code {"beep":"boop"}}.
 */
public final class UmamiSend implements Dialect {

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    Decoded event =
        JsonInput.<Decoded>read(
            request.body(),
            (in, first) -> UmamiEvent.read(in, first, defaults),
            Decoded.Refused::new);
    return new BatchDecoded.Events(List.of(event));
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    Refusal refusal = taken.refusal() != null ? taken.refusal() : taken.firstRefused();
    if (refusal != null) {
      return UmamiAnswers.refused(refusal);
    }
    Taken.Fate.Accepted event = (Taken.Fate.Accepted) taken.events().get(0);
    if (event.bot() != null) {
      return Answer.json(200, JsonBody.object(json -> json.writeStringField("beep", "boop")));
    }
    UmamiAnswers.Session session = UmamiAnswers.Session.of(event);
    return Answer.json(
        200,
        JsonBody.object(
            json -> {
              json.writeStringField("cache", session.cache());
              json.writeStringField("sessionId", session.sessionId());
              json.writeStringField("visitId", session.visitId());
            }));
  }
}
