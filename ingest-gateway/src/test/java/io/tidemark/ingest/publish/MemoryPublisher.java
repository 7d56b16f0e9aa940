package io.tidemark.ingest.publish;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A publisher that keeps what it acknowledged, and behaves as a test says. Thread-safe. */
public final class MemoryPublisher implements Publisher {
  /** How it treats what it is given. */
  public enum Mode {
    /** Acknowledges everything a moment later, on another thread. */
    ACKNOWLEDGE,
    /** Acknowledges the first half of each request and fails the rest. */
    HALF,
    /** Fails everything after sending it. */
    FAIL,
    /** Answers nothing until {@link #settleHeld()}. */
    HOLD,
    /** Refuses at once: Kafka is away. */
    AWAY,
    /** Refuses at once: the buffer is full. */
    FULL,
    /** Breaks its promise not to throw. */
    THROW
  }

  public static final Refusal NOT_ACKNOWLEDGED =
      new Refusal(RefusalCode.UNAVAILABLE, "Kafka did not acknowledge the event", null);

  private final Queue<Outgoing> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heldRequests = new AtomicInteger();
  private final ExecutorService answers = Executors.newFixedThreadPool(2);
  private volatile Mode mode = Mode.ACKNOWLEDGE;
  private volatile boolean closed;

  public void mode(Mode next) {
    mode = next;
  }

  /** What was acknowledged so far. */
  public List<Outgoing> acknowledged() {
    return new ArrayList<>(acknowledged);
  }

  /** Requests that wait for {@link #settleHeld()}. */
  public int heldRequests() {
    return heldRequests.get();
  }

  /** Acknowledges all that is held. */
  public void settleHeld() {
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      heldRequests.decrementAndGet();
      answers.execute(next);
    }
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public @Nullable String notReady() {
    return mode == Mode.AWAY ? "Kafka is not reachable" : null;
  }

  @Override
  public CompletionStage<Outcome> publish(List<Outgoing> events) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    switch (mode) {
      case ACKNOWLEDGE -> answers.execute(() -> acknowledge(events, events.size(), result));
      case HALF -> answers.execute(() -> acknowledge(events, events.size() / 2, result));
      case FAIL -> answers.execute(() -> acknowledge(events, 0, result));
      case HOLD -> {
        held.add(() -> acknowledge(events, events.size(), result));
        heldRequests.incrementAndGet();
      }
      case AWAY -> refuse(events, RefusalCode.UNAVAILABLE, result);
      case FULL -> refuse(events, RefusalCode.OVERLOADED, result);
      default -> throw new IllegalStateException("secret detail of the inside");
    }
    return result;
  }

  private void acknowledge(List<Outgoing> events, int count, CompletableFuture<Outcome> result) {
    acknowledged.addAll(events.subList(0, count));
    int refused = events.size() - count;
    result.complete(new Outcome(count, refused, refused == 0 ? null : NOT_ACKNOWLEDGED));
  }

  private static void refuse(
      List<Outgoing> events, RefusalCode code, CompletableFuture<Outcome> result) {
    result.complete(Outcome.nothing(events.size(), new Refusal(code, "come back later", null)));
  }

  @Override
  public void close(Duration timeout) {
    closed = true;
    answers.shutdown();
  }
}
