package io.tidemark.query.route;

import io.tidemark.query.merge.Partial;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Owners;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One partition's question on its way: to its best holder first, to the next one when that fails,
 * and once when it is slow, whichever answers first. Used by one thread.
 *
 * <p>An answer of a copy that is behind the rest of the group (an active one that is being
 * restored, a process that was paused) or cannot tell its age counts only if nobody has a newer
 * one.
 */
final class Asking {
  /** After so long without an answer a second holder is asked; 1/10 of the default time-out. */
  static final long HEDGE_AFTER_MS = 100;

  /** Instances look at the group's progress each second: an age that differs by more is another. */
  static final long BEHIND_MS = 5_000;

  private final int partition;
  private final Owners owners;
  private final long groupAsOfMs;
  private final Deque<Endpoint> holders;
  private final Function<Endpoint, CompletableFuture<Partial>> ask;
  private final RouteObserver observer;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final long hedgeAtNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HEDGE_AFTER_MS);
  private int underWay;
  private boolean hedged;
  private @Nullable Outcome newest;
  private @Nullable RuntimeException last;

  private record Outcome(
      Endpoint holder, @Nullable Partial partial, @Nullable RuntimeException failure) {}

  /**
   * A question that is not on its way yet.
   *
   * @param owners who is known to hold the partition; only they are asked early
   * @param groupAsOfMs up to when all events are known to be counted, epoch milliseconds
   * @param holders who may be asked, best first
   * @param ask asks one; completes within a time-out
   */
  Asking(
      int partition,
      Owners owners,
      long groupAsOfMs,
      Collection<Endpoint> holders,
      Function<Endpoint, CompletableFuture<Partial>> ask,
      RouteObserver observer) {
    this.partition = partition;
    this.owners = owners;
    this.groupAsOfMs = groupAsOfMs;
    this.holders = new ArrayDeque<>(holders);
    this.ask = ask;
    this.observer = observer;
  }

  /** Asks the best holder, without waiting. */
  void start() {
    next();
  }

  /**
   * Waits for an answer.
   *
   * @throws UnavailableException if no holder gave one
   */
  Partial answer() {
    try {
      while (underWay > 0 || next()) {
        Outcome outcome = await();
        if (outcome == null) {
          hedge();
          continue;
        }
        underWay--;
        if (outcome.partial() != null && !isBehind(outcome.partial())) {
          return from(outcome.holder(), outcome.partial());
        }
        note(outcome);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(partition, e);
    }
    if (newest != null && newest.partial() != null) {
      return from(newest.holder(), newest.partial());
    }
    throw new UnavailableException(
        partition, last != null ? last : new IllegalStateException("it has no holder"));
  }

  private boolean isBehind(Partial partial) {
    return partial.asOfMs() <= 0 || partial.asOfMs() < groupAsOfMs - BEHIND_MS;
  }

  /** The next outcome; null when it is time to ask one more. */
  private @Nullable Outcome await() throws InterruptedException {
    Endpoint next = holders.peek();
    if (hedged || next == null || !owners.standbys().contains(next)) {
      return outcomes.take();
    }
    return outcomes.poll(hedgeAtNs - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void hedge() {
    hedged = true;
    if (next()) {
      observer.hedged();
    }
  }

  private void note(Outcome outcome) {
    if (outcome.partial() != null && isNewest(outcome.holder(), outcome.partial())) {
      newest = outcome;
    }
    if (outcome.failure() != null) {
      last = outcome.failure();
    }
    next();
  }

  /** Of two that cannot tell their age, a standby's: the active one is being restored. */
  private boolean isNewest(Endpoint holder, Partial partial) {
    if (newest == null || newest.partial() == null) {
      return true;
    }
    long most = newest.partial().asOfMs();
    return partial.asOfMs() > most
        || (partial.asOfMs() == most && owners.standbys().contains(holder));
  }

  private Partial from(Endpoint holder, Partial partial) {
    if (owners.active().filter(holder::equals).isEmpty()) {
      observer.readStandby();
    }
    return partial;
  }

  /** Asks the next holder, if there is one. */
  private boolean next() {
    Endpoint holder = holders.poll();
    if (holder == null) {
      return false;
    }
    underWay++;
    var unused =
        ask.apply(holder)
            .whenComplete(
                (partial, failure) ->
                    outcomes.add(
                        new Outcome(holder, partial, failure == null ? null : known(failure))));
    return true;
  }

  private static RuntimeException known(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
