package io.tidemark.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * JSON bytes to {@link Event}: one streaming pass, every limit checked, nothing thrown for any
 * input.
 *
 * <p>The first thing found wrong is what the refusal tells, in the order of the bytes; bytes that
 * are not one JSON value come before everything else. Where a field may be absent, {@code null} and
 * the empty string are absent too. The limit of {@code path} holds for what is left of it after the
 * cut at {@code ?} or {@code #}. Nesting is bounded at 64 levels.
 *
 * <p>Thread-safe.
 */
public final class EventReader {

  /**
   * Reads one event.
   *
   * @param json the bytes; null (a tombstone on the topic) is refused like empty ones
   */
  public Decoded read(byte @Nullable [] json, EventDefaults defaults) {
    return JsonInput.<Decoded>read(
        json, (in, first) -> EventJson.read(in, first, defaults), Decoded.Refused::new);
  }
}
