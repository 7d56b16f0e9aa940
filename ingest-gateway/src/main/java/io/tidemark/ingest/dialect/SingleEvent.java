package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.Refusal;
import java.util.List;

/** {@code POST /event}: one canonical event. */
public final class SingleEvent implements Dialect {
  private final EventReader reader = new EventReader();

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    Refusal refusal = Naming.refusal(request.query());
    return refusal == null
        ? new BatchDecoded.Events(List.of(reader.read(request.body(), defaults)))
        : new BatchDecoded.Refused(refusal, 1);
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    return Canonical.one(taken, query);
  }
}
