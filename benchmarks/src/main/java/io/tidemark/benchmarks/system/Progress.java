package io.tidemark.benchmarks.system;

import io.tidemark.standalone.tool.Terminal;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal, a line elsewhere; on stderr. */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 100;
  private static final int UPDATE_MS = 250;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Starts one of so many steps. */
  public static Progress of(String task, long steps) {
    PrintStream out = System.err;
    if (!Terminal.isErr()) {
      out.println("… " + task);
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setUpdateIntervalMillis(UPDATE_MS)
            .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
            .build());
  }

  public void to(long step) {
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
