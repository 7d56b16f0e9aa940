package io.tidemark.schemas.event;

/**
 * The event codec as a target: whatever the bytes, both readers accept or refuse, with the same
 * verdict and the same fields.
 */
public final class EventFuzz {
  private static final SameAsReader READERS = new SameAsReader();

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] input) {
    READERS.check(input);
  }

  private EventFuzz() {}
}
