package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.EventDefaults;

/** A language events arrive in. Thread-safe; nothing is thrown for any input. */
public interface Dialect {

  /**
   * The events of a request.
   *
   * @return valid or not one by one, or refused as a whole; no event at all only where that is no
   *     error in this dialect
   */
  BatchDecoded read(Request request, EventDefaults defaults);

  /**
   * The answer to a request.
   *
   * @param query of the same request
   */
  Answer answer(Taken taken, Query query);
}
