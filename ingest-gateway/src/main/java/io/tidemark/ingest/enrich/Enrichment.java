package io.tidemark.ingest.enrich;

import io.tidemark.schemas.event.Event;

/** Fills in what an event's sender left out. Thread-safe; never blocks. */
public interface Enrichment {
  /** Leaves events as they are. */
  Enrichment NONE = (event, sender) -> event;

  /**
   * The event with what could be told from it and from its sender; what the sender of the event set
   * is kept.
   */
  Event apply(Event event, Sender sender);
}
