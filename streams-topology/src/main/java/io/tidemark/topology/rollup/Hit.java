package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.users.UserSketch;

/** What an event adds to each of its buckets. One object reads many events. */
final class Hit {
  /** The bytes of values that many tables have. */
  final SharedTexts texts = new SharedTexts();

  /** What it adds to the views; 0 if it is not a view. */
  int views;

  /** What it adds to the events, at least 1. */
  int events;

  /** Whether {@link #userHash} is one. */
  boolean hasUser;

  /** As {@link UserSketch#hash} gives it. */
  long userHash;

  void read(EventBytes event) {
    events = event.count();
    views = event.isPageView() ? events : 0;
    hasUser = event.has(Field.USER_ID);
    if (hasUser) {
      userHash =
          UserSketch.hash(
              event.source(Field.USER_ID), event.from(Field.USER_ID), event.to(Field.USER_ID));
    }
  }
}
