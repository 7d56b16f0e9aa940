package io.tidemark.standalone.backup;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells a person how far a copy is, every few seconds. For one thread. */
final class Steps {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final double MIB = 1 << 20;

  private final PrintWriter err;
  private long begun = System.nanoTime();
  private long shown = begun;
  private long allBytes;
  private long doneBytes;

  Steps(PrintWriter err) {
    this.err = err;
  }

  void say(String what) {
    err.println(what);
    err.flush();
  }

  /** So many bytes are to be copied. */
  void begin(long bytes) {
    begun = System.nanoTime();
    shown = begun;
    allBytes = bytes;
    doneBytes = 0;
  }

  /** So many more are copied. */
  void did(long bytes) {
    doneBytes += bytes;
    long now = System.nanoTime();
    if (now - shown < EVERY_NANOS || doneBytes == 0) {
      return;
    }
    shown = now;
    double seconds = (now - begun) / 1e9;
    say(
        String.format(
            Locale.ROOT,
            "%,.0f of %,.0f MiB, %,.0f MiB/s, about %.0f s left",
            doneBytes / MIB,
            allBytes / MIB,
            doneBytes / MIB / seconds,
            seconds * (allBytes - doneBytes) / doneBytes));
  }
}
