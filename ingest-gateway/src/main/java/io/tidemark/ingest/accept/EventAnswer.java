package io.tidemark.ingest.accept;

import io.tidemark.schemas.event.Refusal;

/** The answer to one event. */
public sealed interface EventAnswer {
  /** Kafka has acknowledged the event. */
  record Queued(String eventId) implements EventAnswer {}

  /** The event is not taken. */
  record Refused(Refusal refusal) implements EventAnswer {}
}
