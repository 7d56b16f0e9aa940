package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.users.UserSketch;
import org.jspecify.annotations.Nullable;

/**
 * What an event adds to each of its buckets.
 *
 * @param path the path viewed; null: the event is not a view
 * @param hasUser whether {@code userHash} is one
 * @param userHash as {@link UserSketch#hash} gives it
 * @param count weight, at least 1
 */
public record Hit(@Nullable String path, boolean hasUser, long userHash, int count) {

  /** What this event adds. */
  public static Hit of(Event event) {
    String userId = event.userId();
    return new Hit(
        event.isPageView() ? event.path() : null,
        userId != null,
        userId == null ? 0 : UserSketch.hash(userId),
        event.count());
  }
}
