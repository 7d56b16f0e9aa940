package io.tidemark.ingest.enrich;

import io.tidemark.schemas.event.Event;
import org.jspecify.annotations.Nullable;

/** Fills in what an event's sender left out. Thread-safe; never waits for anything remote. */
public interface Enrichment {
  /** Leaves events as they are. */
  Enrichment NONE = (event, sender) -> event;

  /**
   * The event with what could be told from it and from its sender; what the sender of the event set
   * is kept.
   *
   * @throws NotReadyException something is needed for this event that is not known yet
   */
  Event apply(Event event, Sender sender);

  /** Why not every event can be enriched now, as a sentence; null: every one can. */
  default @Nullable String notReady() {
    return null;
  }

  /**
   * An event cannot be enriched now, and may be in a moment; to be answered like Kafka's absence
   * ({@code unavailable}). Its message is for the sender.
   */
  final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
      super(message, null, false, false);
    }
  }
}
