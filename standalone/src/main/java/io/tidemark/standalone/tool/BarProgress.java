package io.tidemark.standalone.tool;

import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar on a terminal: events, rate and the time left. */
final class BarProgress implements Progress {
  private static final int WIDTH = 100;
  private static final int UPDATE_MS = 200;

  private final ProgressBar bar;

  /**
   * A bar.
   *
   * @param done events done by earlier runs
   */
  BarProgress(PrintStream out, String task, long done) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" events", 1)
            .setInitialMax(-1)
            .startsFrom(done, Duration.ZERO)
            .setSpeedUnit(ChronoUnit.SECONDS)
            .showSpeed()
            .setUpdateIntervalMillis(UPDATE_MS)
            .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
            .build();
  }

  @Override
  public void show(long events, double share) {
    if (share > 0) {
      bar.maxHint(Math.max(events, Math.round(events / share)));
    }
    bar.stepTo(events);
  }

  @Override
  public void close() {
    bar.close();
  }
}
