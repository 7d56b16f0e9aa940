package io.tidemark.schemas.event;

/**
 * JSON bytes to {@link Event}: one streaming pass, every limit checked, nothing thrown for any
 * input.
 *
 * <p>Thread-safe.
 */
public final class EventReader {

  /** Reads one event. */
  public Decoded read(byte[] json, EventDefaults defaults) {
    throw new UnsupportedOperationException("not written yet");
  }
}
