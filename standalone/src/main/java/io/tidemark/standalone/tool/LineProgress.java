package io.tidemark.standalone.tool;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line now and then where there is no terminal: events, rate, share and the time left. */
public final class LineProgress implements Progress {
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream out;
  private final String task;
  private final LongSupplier nanoTime;
  private final long doneBefore;
  private final long begun;
  private double shareBefore = -1;
  private long shown;

  /**
   * Lines on a stream.
   *
   * @param done events done by earlier runs
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public LineProgress(PrintStream out, String task, long done, LongSupplier nanoTime) {
    this.out = out;
    this.task = task;
    this.nanoTime = nanoTime;
    this.doneBefore = done;
    this.begun = nanoTime.getAsLong();
    this.shown = begun;
  }

  @Override
  public void show(long events, double share) {
    long now = nanoTime.getAsLong();
    if (shareBefore < 0) {
      shareBefore = share;
    }
    if (now - shown < INTERVAL_NANOS) {
      return;
    }
    shown = now;
    double seconds = (now - begun) / 1e9;
    double rate = (events - doneBefore) / seconds;
    String line = String.format(Locale.ROOT, "%s: %,d events, %,.0f/s", task, events, rate);
    if (share > shareBefore) {
      double left = (1 - share) * seconds / (share - shareBefore);
      line += String.format(Locale.ROOT, ", %.0f %%, about %.0f s left", share * 100, left);
    }
    out.println(line);
  }

  @Override
  public void close() {}
}
