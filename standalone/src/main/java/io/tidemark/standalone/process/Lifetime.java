package io.tidemark.standalone.process;

import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a composition until the process is told to stop (Ctrl-C, SIGTERM), then closes it and ends
 * with exit code 0. A stop that hangs is cut off with exit code 1.
 */
public final class Lifetime {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Returns only if the composition did not start.
   *
   * @throws Exception what kept it from starting; everything is closed by then
   */
  public static void run(
      Settings settings, PrintWriter out, PrintWriter err, Composition composition)
      throws Exception {
    Parts parts = new Parts();
    Duration longest = PATIENCE.plus(settings.get(Catalogue.DRAIN_TIMEOUT));
    Thread stop =
        new Thread(
            () -> {
              haltAfter(longest, err);
              stop(parts, out);
            },
            "tidemark-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      composition.start(parts);
      new CountDownLatch(1).await();
    } catch (Exception | Error e) {
      if (!disarm(stop)) {
        // The process is stopping already; the hook ends it.
        new CountDownLatch(1).await();
      }
      parts.close();
      throw e;
    }
  }

  private static boolean disarm(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void stop(Parts parts, PrintWriter out) {
    long start = System.nanoTime();
    out.println("stopping");
    parts.close();
    out.printf("stopped after %.1f s%n", (System.nanoTime() - start) / 1e9);
    out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void haltAfter(Duration longest, PrintWriter err) {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(longest.toNanos());
              } catch (InterruptedException e) {
                return;
              }
              err.println(
                  "tidemark: the stop took longer than "
                      + longest.toSeconds()
                      + " s and was cut off; what was acknowledged is safe in Kafka.");
              err.flush();
              Runtime.getRuntime().halt(1);
            },
            "tidemark-stop-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private Lifetime() {}
}
