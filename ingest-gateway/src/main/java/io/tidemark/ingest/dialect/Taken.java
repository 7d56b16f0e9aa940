package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request's events.
 *
 * @param events each, in the order they were read; empty where they were not
 * @param refusal why the request failed as a whole: it could not be read, or Kafka has not
 *     acknowledged every valid event; null: each event's own fate holds
 */
public record Taken(List<Fate> events, @Nullable Refusal refusal) {
  public Taken {
    events = List.copyOf(events);
  }

  /** The request was not read. */
  public static Taken unread(Refusal refusal) {
    return new Taken(List.of(), refusal);
  }

  /** What became of one event. */
  public sealed interface Fate {
    /**
     * The event is valid, and Kafka has acknowledged it unless the request failed as a whole.
     *
     * @param userId null: it has no user
     * @param bot the reason why it is not a person's; null: it counts
     */
    record Accepted(
        String eventId,
        String siteId,
        @Nullable String userId,
        long timestampMs,
        @Nullable String bot)
        implements Fate {}

    /** The event is not taken. */
    record Refused(Refusal refusal) implements Fate {}
  }

  /** How many events were valid. */
  int accepted() {
    return (int) events.stream().filter(Fate.Accepted.class::isInstance).count();
  }

  /** The first event that was not taken; null: there is none. */
  @Nullable Refusal firstRefused() {
    for (Fate event : events) {
      if (event instanceof Fate.Refused refused) {
        return refused.refusal();
      }
    }
    return null;
  }
}
