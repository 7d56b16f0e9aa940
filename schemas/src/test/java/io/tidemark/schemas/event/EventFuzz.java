package io.tidemark.schemas.event;

/**
 * The event codec as a target: whatever the bytes, both readers of an event accept or refuse, with
 * the same verdict and the same fields; in a batch too.
 */
public final class EventFuzz {
  private static final SameAsReader READERS = new SameAsReader();

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] input) {
    READERS.check(input);
    SameBatch.check(batch(input));
  }

  private static byte[] batch(byte[] event) {
    byte[] batch = new byte[event.length + 2];
    batch[0] = '[';
    System.arraycopy(event, 0, batch, 1, event.length);
    batch[event.length + 1] = ']';
    return batch;
  }

  private EventFuzz() {}
}
