package io.tidemark.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where accepted events go. Thread-safe. */
public interface Publisher {

  /** Why no event can be taken now, as a sentence; null: events are taken. */
  @Nullable String notReady();

  /**
   * Publishes events and returns at once. The stage always completes, never exceptionally, within
   * the acknowledgement time-out, on a thread that may write an answer.
   *
   * @param events at least one
   */
  CompletionStage<Outcome> publish(List<Outgoing> events);

  /** Sends what is left, waits for its acknowledgement, and releases everything. */
  void close(Duration timeout);
}
