package io.tidemark.ingest.publish;

import io.tidemark.schemas.event.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The events of one request on their way: counts acknowledgements, and is settled once, when the
 * last one is in or the time is up. Thread-safe.
 */
final class Publication {
  private final int events;
  private final long sentNanos;
  private final Executor answers;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private int acknowledged;
  private int failed;
  private @Nullable Refusal refusal;
  private boolean settled;

  /**
   * Starts the count.
   *
   * @param answers where the result completes
   */
  Publication(int events, long sentNanos, Executor answers) {
    this.events = events;
    this.sentNanos = sentNanos;
    this.answers = answers;
  }

  CompletionStage<Outcome> result() {
    return result;
  }

  long sentNanos() {
    return sentNanos;
  }

  synchronized boolean isSettled() {
    return settled;
  }

  /** One event is acknowledged. */
  void acknowledge() {
    Outcome outcome;
    synchronized (this) {
      acknowledged++;
      outcome = outcomeIfComplete();
    }
    answer(outcome);
  }

  /** One event is not going to be acknowledged; the first reason is the one told. */
  void fail(Refusal why) {
    Outcome outcome;
    synchronized (this) {
      failed++;
      refusal = refusal == null ? why : refusal;
      outcome = outcomeIfComplete();
    }
    answer(outcome);
  }

  /** The time is up for all events that are still on their way; later news changes nothing. */
  void expire(Refusal why) {
    Outcome outcome = null;
    synchronized (this) {
      if (!settled) {
        settled = true;
        outcome = new Outcome(acknowledged, events - acknowledged, why);
      }
    }
    answer(outcome);
  }

  private @Nullable Outcome outcomeIfComplete() {
    if (settled || acknowledged + failed < events) {
      return null;
    }
    settled = true;
    return new Outcome(acknowledged, failed, refusal);
  }

  private void answer(@Nullable Outcome outcome) {
    if (outcome == null) {
      return;
    }
    try {
      answers.execute(() -> result.complete(outcome));
    } catch (RejectedExecutionException e) {
      result.complete(outcome); // closing: this thread has the time
    }
  }
}
