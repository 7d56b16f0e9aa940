package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.BatchReader;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.Refusal;

/** {@code POST /events/batch}: canonical events, as JSON or one per line. */
public final class EventBatch implements Dialect {
  /** The media type of one event per line. */
  public static final String NDJSON = "application/x-ndjson";

  private final BatchReader json = new BatchReader();
  private final EventLines lines = new EventLines();

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    Refusal refusal = Naming.refusal(request.query());
    if (refusal != null) {
      return new BatchDecoded.Refused(refusal, 1);
    }
    return request.mediaType().equals(NDJSON)
        ? lines.read(request.body(), defaults)
        : json.read(request.body(), defaults);
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    return Canonical.many(taken, true);
  }
}
