package io.tidemark.topology.process;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks for commits: soon for what has just arrived, seldom while a task catches up. For the stream
 * thread alone.
 *
 * <p>A commit writes every row that changed, and hot rows change all the time. So while the events
 * that are counted arrived more than {@link #LIVE_MS} ago, commits are left to {@code
 * commit.interval.ms} of Kafka Streams, which is the long interval, and to {@code isFull}.
 * Otherwise an event is committed one interval after it was counted, and when no more events come,
 * at once. Nothing is committed while nothing happens: the timer runs only while something is
 * uncommitted.
 */
final class CommitPace {
  /** An event that arrived at most so long ago is live, milliseconds. */
  static final long LIVE_MS = 2_000;

  private static final int TICKS_PER_INTERVAL = 4;

  private final ProcessorContext<?, ?> context;
  private final long intervalMs;
  private final Duration tick;
  private final LongSupplier commits;
  private @Nullable Cancellable timer;
  private long commitsBefore = -1;
  private long uncommittedSinceMs;
  private long newestArrivalMs;
  private boolean idle;

  /**
   * A pace.
   *
   * @param interval how long a live event waits for its commit, about
   * @param commits how often this task was committed so far
   */
  CommitPace(ProcessorContext<?, ?> context, Duration interval, LongSupplier commits) {
    this.context = context;
    this.intervalMs = interval.toMillis();
    this.tick = Duration.ofMillis(Math.max(1, intervalMs / TICKS_PER_INTERVAL));
    this.commits = commits;
  }

  /**
   * Takes note of a record that was dealt with.
   *
   * @param isFull whether so much has changed that it should be committed now
   */
  void did(long arrivalMs, boolean isFull) {
    if (commitsBefore != commits.getAsLong()) {
      begin();
    }
    newestArrivalMs = Math.max(newestArrivalMs, arrivalMs);
    idle = false;
    if (isFull) {
      context.commit();
    }
  }

  private void begin() {
    commitsBefore = commits.getAsLong();
    uncommittedSinceMs = context.currentSystemTimeMs();
    if (timer == null) {
      timer = context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, this::look);
    }
  }

  private void look(long nowMs) {
    if (commitsBefore != commits.getAsLong()) {
      stop();
      return;
    }
    boolean live = nowMs - newestArrivalMs <= LIVE_MS;
    boolean due = nowMs - uncommittedSinceMs >= intervalMs;
    if (live ? due : idle) {
      context.commit();
    }
    idle = true;
  }

  private void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
