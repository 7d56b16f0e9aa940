package io.tidemark.ingest.publish;

import io.tidemark.schemas.event.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The events of one request on their way: counts acknowledgements, and is settled once, when the
 * last one is in or the time is up. Knows their size, not the events themselves, of which the
 * producer has its copy. Thread-safe.
 */
final class Publication {
  private final int events;
  private final long sizeBytes;
  private final long sentNanos;
  private final ByteBudget buffer;
  private final Executor answers;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private int acknowledged;
  private int failed;
  private @Nullable Refusal refusal;
  private boolean settled;

  /**
   * Starts the count.
   *
   * @param sizeBytes of all events
   * @param buffer where they were taken, and are given back when the producer has no event left
   * @param answers where the result completes
   */
  Publication(int events, long sizeBytes, ByteBudget buffer, long sentNanos, Executor answers) {
    this.events = events;
    this.sizeBytes = sizeBytes;
    this.buffer = buffer;
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

  /**
   * One event is acknowledged.
   *
   * @return whether the fate of all is known now
   */
  boolean acknowledge() {
    Outcome outcome;
    boolean last;
    synchronized (this) {
      acknowledged++;
      last = isComplete();
      outcome = last ? outcome() : null;
    }
    if (last) {
      buffer.release(sizeBytes);
    }
    answer(outcome);
    return last;
  }

  /**
   * One event is not going to be acknowledged; the first reason is the one told.
   *
   * @return whether the fate of all is known now
   */
  boolean fail(Refusal why) {
    Outcome outcome;
    boolean last;
    synchronized (this) {
      failed++;
      refusal = refusal == null ? why : refusal;
      last = isComplete();
      outcome = last ? outcome() : null;
    }
    if (last) {
      buffer.release(sizeBytes);
    }
    answer(outcome);
    return last;
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

  private boolean isComplete() {
    return acknowledged + failed == events;
  }

  /** What is to be told; null: it was told already. */
  private @Nullable Outcome outcome() {
    if (settled) {
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
