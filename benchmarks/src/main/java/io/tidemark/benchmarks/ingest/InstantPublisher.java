package io.tidemark.benchmarks.ingest;

import io.tidemark.ingest.publish.Outcome;
import io.tidemark.ingest.publish.Outgoing;
import io.tidemark.ingest.publish.Publisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Acknowledges at once and keeps nothing: the gateway without Kafka. */
final class InstantPublisher implements Publisher {
  @Override
  public @Nullable String notReady() {
    return null;
  }

  @Override
  public CompletionStage<Outcome> publish(List<Outgoing> events) {
    return CompletableFuture.completedFuture(new Outcome(events.size(), 0, null));
  }

  @Override
  public void close(Duration timeout) {}
}
