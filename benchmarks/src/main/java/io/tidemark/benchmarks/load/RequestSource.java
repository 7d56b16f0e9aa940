package io.tidemark.benchmarks.load;

import java.nio.ByteBuffer;

/** Requests, one after the other, as they go over the wire. */
interface RequestSource {

  /** The next request; valid until it is sent. */
  ByteBuffer next();

  /** The status of a good answer. */
  int expected();

  /**
   * Whether a refusal of a server that has too much to do counts as no answer in an open loop; not
   * where what was refused would be missing afterwards.
   */
  default boolean mayBeRefused() {
    return false;
  }
}
