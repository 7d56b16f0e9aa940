package io.tidemark.schemas.event;

import org.jspecify.annotations.Nullable;

/** What became of some bytes: an event, or a refusal. Reading never throws. */
public sealed interface Decoded {
  /** The bytes are a valid event. */
  record Accepted(Event event) implements Decoded {}

  /**
   * The bytes are not a valid event.
   *
   * @param siteId the site it would have been of, as far as it was valid; null: not told
   */
  record Refused(Refusal refusal, @Nullable String siteId) implements Decoded {
    /** A refusal of what names no site. */
    public Refused(Refusal refusal) {
      this(refusal, null);
    }
  }
}
