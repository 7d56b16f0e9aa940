package io.tidemark.ingest;

import java.util.OptionalLong;

/**
 * What the gateway tells in {@code /health} of the queue behind it; supplied by {@code main}. For
 * any thread.
 */
public interface Backlog {
  /** Events appended and not yet counted; empty if unknown. */
  OptionalLong length();

  /** Whether Kafka answered lately. */
  boolean connected();
}
