package io.tidemark.standalone.demo;

import io.tidemark.schemas.event.EventLimits;
import io.tidemark.standalone.replay.BatchResult;
import io.tidemark.standalone.replay.BatchSender;
import io.tidemark.standalone.replay.Pace;
import io.tidemark.standalone.replay.SendFailedException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Sends a crowd's events and says how many. For one thread. */
final class DemoRun {
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private final Crowd crowd;
  private final BatchSender sender;
  private final Clock clock;
  private final PrintWriter out;

  DemoRun(Crowd crowd, BatchSender sender, Clock clock, PrintWriter out) {
    this.crowd = crowd;
    this.sender = sender;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Sends what happened before now.
   *
   * @param perDay events of an average working day
   */
  void past(Duration past, int perDay) throws SendFailedException, InterruptedException {
    Instant end = clock.instant();
    Instant hour = end.minus(past).truncatedTo(ChronoUnit.HOURS);
    long sent = 0;
    while (hour.isBefore(end)) {
      List<byte[]> events = crowd.hour(perDay, hour, end);
      for (int from = 0; from < events.size(); from += EventLimits.BATCH_EVENTS) {
        int to = Math.min(events.size(), from + EventLimits.BATCH_EVENTS);
        sent += accepted(sender.send(events.subList(from, to)));
      }
      hour = hour.plus(1, ChronoUnit.HOURS);
    }
    out.printf(Locale.ROOT, "The past is sent: %,d events.%n", sent);
  }

  /**
   * Sends what happens now.
   *
   * @param length zero: without end
   * @param rate events per second, above 0
   */
  void present(Duration length, double rate) throws SendFailedException, InterruptedException {
    long begun = System.nanoTime();
    var pace = new Pace(rate, begun);
    int size = pace.batch(EventLimits.BATCH_EVENTS);
    long sent = 0;
    long reportedAt = begun;
    long reported = 0;
    while (length.isZero() || System.nanoTime() - begun < length.toNanos()) {
      pace.waitFor(size);
      sent += accepted(sender.send(crowd.now(size, clock.instant())));
      long now = System.nanoTime();
      if (now - reportedAt >= REPORT_INTERVAL.toNanos()) {
        out.printf(
            Locale.ROOT,
            "%,d events, %,.1f/s%n",
            sent,
            (sent - reported) / ((now - reportedAt) / 1e9));
        reportedAt = now;
        reported = sent;
      }
    }
    out.printf(Locale.ROOT, "Sent %,d events.%n", sent);
  }

  private static int accepted(BatchResult result) throws SendFailedException {
    if (!result.rejected().isEmpty()) {
      var first = result.rejected().get(0);
      throw new SendFailedException("the gateway refused an event: " + first.message());
    }
    return result.accepted();
  }
}
