package io.tidemark.benchmarks.micro;

import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.schemas.event.Event;

/** A fixed set of events, taken in turn. */
final class Events {
  /** A power of two. */
  static final int COUNT = 1 << 16;

  /** The newest event's time. */
  static final long NEWEST_MS = 1_800_000_000_000L;

  private Events() {}

  static Event[] make() {
    EventSource source = new EventSource(Workload.standard(COUNT), NEWEST_MS);
    Event[] events = new Event[COUNT];
    for (int i = 0; i < COUNT; i++) {
      events[i] = source.next();
    }
    return events;
  }
}
