package io.tidemark.schemas.event;

/**
 * {@link Event} to compact canonical JSON: snake_case names in the order of the record, nulls and
 * {@code ip} left out. Thread-safe.
 */
public final class EventWriter {

  /** Writes one event as UTF-8. */
  public byte[] write(Event event) {
    throw new UnsupportedOperationException("not written yet");
  }
}
