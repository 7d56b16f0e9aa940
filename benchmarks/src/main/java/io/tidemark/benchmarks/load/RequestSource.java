package io.tidemark.benchmarks.load;

import java.nio.ByteBuffer;

/** Requests, one after the other, as they go over the wire. */
interface RequestSource {

  /** The next request; valid until it is sent. */
  ByteBuffer next();

  /** The status of a good answer. */
  int expected();
}
