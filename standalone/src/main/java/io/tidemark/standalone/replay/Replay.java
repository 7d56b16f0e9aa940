package io.tidemark.standalone.replay;

import io.tidemark.standalone.replay.BatchResult.Rejection;
import io.tidemark.standalone.tool.Progress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One run through a source: several batches under way, their answers taken in order, so that the
 * checkpoint is always a place before which everything is answered.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} may be called from any.
 */
final class Replay {
  /** Longest line that is sent; the gateway takes no larger event. */
  static final int MAX_LINE_BYTES = 1024 * 1024;

  private static final long SAVE_INTERVAL_NANOS = 1_000_000_000L;

  private final ReplayOptions options;
  private final ReplaySource source;
  private final BatchSender sender;

  /** Longest wait for batches given up, so that nothing is sent after the end. */
  private static final long ABANDON_SECONDS = 10;

  private final Progress progress;
  private final Pace pace;
  private final Deque<Flight> flights = new ArrayDeque<>();
  private final RejectedFile rejected;
  private volatile boolean stopped;
  private Checkpoint reached;
  private long saved = System.nanoTime();

  private record Flight(Batch batch, Future<BatchResult> answer) {}

  Replay(
      ReplayOptions options,
      ReplaySource source,
      Checkpoint from,
      BatchSender sender,
      Progress progress) {
    this.options = options;
    this.source = source;
    this.reached = from;
    this.sender = sender;
    this.progress = progress;
    this.pace = new Pace(options.rate(), System.nanoTime());
    this.rejected = new RejectedFile(options.rejected(), from.rejectedBytes());
  }

  /** Ends {@link #run} soon; what is under way is still answered. */
  void stop() {
    stopped = true;
  }

  /** Whether {@link #stop} ended the run. */
  boolean isStopped() {
    return stopped;
  }

  /** How far it came. */
  Checkpoint reached() {
    return reached;
  }

  /**
   * Sends everything from the checkpoint to the end.
   *
   * @throws SendFailedException if the gateway does not take it; {@link #reached} says how far it
   *     came
   */
  void run() throws IOException, SendFailedException, InterruptedException {
    var lines = new LineReader(source.text(), MAX_LINE_BYTES);
    lines.skipTo(reached.offset(), reached.lines());
    String name = options.file() == null ? "-" + System.nanoTime() : source.name();
    var batches = new BatchCutter(lines, new EventIds(name), pace.batch(options.batch()));
    ExecutorService senders = Executors.newFixedThreadPool(options.inFlight());
    try {
      Batch batch = batches.next();
      while (batch != null && !stopped) {
        if (flights.size() >= options.inFlight()) {
          take(flights.remove());
        }
        pace.waitFor(batch.lines().size());
        flights.add(new Flight(batch, submit(senders, batch)));
        batch = batches.next();
      }
      while (!flights.isEmpty()) {
        take(flights.remove());
      }
    } finally {
      senders.shutdownNow();
      rejected.close();
      save();
      senders.awaitTermination(ABANDON_SECONDS, TimeUnit.SECONDS);
    }
  }

  private Future<BatchResult> submit(ExecutorService senders, Batch batch) {
    return senders.submit(
        () ->
            batch.events().isEmpty() ? new BatchResult(0, List.of()) : sender.send(batch.events()));
  }

  private void take(Flight flight) throws IOException, SendFailedException, InterruptedException {
    BatchResult result = answer(flight.answer());
    Batch batch = flight.batch();
    List<Batch.Refused> refused = new ArrayList<>(batch.unsent());
    for (Rejection why : result.rejected()) {
      refused.add(new Batch.Refused(batch.lines().get(why.index()), why));
    }
    refused.sort(Comparator.comparingLong(it -> it.line().number()));
    for (Batch.Refused it : refused) {
      rejected.add(it.line(), it.why());
    }
    reached =
        new Checkpoint(
            reached.head(),
            batch.endOffset(),
            batch.endLine(),
            reached.accepted() + result.accepted(),
            reached.rejected() + refused.size(),
            rejected.length());
    progress.show(reached.accepted() + reached.rejected(), share());
    if (System.nanoTime() - saved > SAVE_INTERVAL_NANOS) {
      save();
    }
  }

  private static BatchResult answer(Future<BatchResult> answer)
      throws SendFailedException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SendFailedException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private double share() {
    double share =
        source.sizeBytes() == 0 ? 0 : (double) source.consumed().get() / source.sizeBytes();
    return Math.min(1, share);
  }

  private void save() throws IOException {
    saved = System.nanoTime();
    if (options.state() != null) {
      reached.save(options.state());
    }
  }
}
