package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Event;
import org.jspecify.annotations.Nullable;

/** Makes events for tests. */
public final class Events {
  private Events() {}

  public static Event view(String siteId, String path, @Nullable String userId, long timestampMs) {
    return event(siteId, Event.PAGE_VIEW, path, userId, timestampMs, null, 1);
  }

  public static Event event(
      String siteId,
      String eventType,
      @Nullable String path,
      @Nullable String userId,
      long timestampMs,
      @Nullable String eventId,
      int count) {
    return new Event(
        siteId,
        eventType,
        path,
        userId,
        null,
        timestampMs,
        eventId,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        count);
  }
}
