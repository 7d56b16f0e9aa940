package io.tidemark.schemas.event;

/** What became of some bytes: an event, or a refusal. Reading never throws. */
public sealed interface Decoded {
  /** The bytes are a valid event. */
  record Accepted(Event event) implements Decoded {}

  /** The bytes are not a valid event. */
  record Refused(Refusal refusal) implements Decoded {}
}
