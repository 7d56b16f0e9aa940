package io.tidemark.standalone.rebuild;

import io.tidemark.standalone.carry.LogReach;
import io.tidemark.standalone.rebuild.Comparison.Result;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells a person what a rebuild does and found: results on one stream, steps on the other. */
final class RebuildReport {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter out;
  private final PrintWriter err;
  private long shown = System.nanoTime();

  RebuildReport(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void step(String what) {
    err.println(what);
    err.flush();
  }

  void carried(LogReach reach) {
    if (reach.beganMs() == 0) {
      step("The log has all events; what gateways refused long ago is carried over.");
      return;
    }
    step(
        "The log has what arrived since "
            + Instant.ofEpochMilli(reach.beganMs()).truncatedTo(ChronoUnit.SECONDS)
            + "; days that began before "
            + Instant.ofEpochMilli(reach.cutMs())
            + " are carried over as they are.");
  }

  void counted(long records, long nanos) {
    step(String.format(Locale.ROOT, "Counted %,d records in %.1f s.", records, nanos / 1e9));
    shown = System.nanoTime();
  }

  /** Some sites are compared; told every few seconds. */
  void compared(long sites, long all) {
    long now = System.nanoTime();
    if (now - shown > EVERY_NANOS) {
      shown = now;
      step(String.format(Locale.ROOT, "compared: %,d of %,d sites", sites, all));
    }
  }

  void notCompared(String why) {
    out.println("Not compared: " + why + ".");
    out.flush();
  }

  void differences(Result result) {
    result.differences().forEach(difference -> out.println(difference.line()));
    long sites = result.differences().stream().map(Difference::siteId).distinct().count();
    long days = result.differences().stream().filter(it -> it.day() != null).count();
    if (result.differences().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "No difference: sites %,d, days %,d, views %,d.%n",
          result.sites(),
          result.days(),
          result.viewsAfter());
    } else {
      out.printf(
          Locale.ROOT,
          "Different: sites %,d of %,d, days %,d of %,d; views %,d before, %,d after.%n",
          sites,
          result.sites(),
          days,
          result.days(),
          result.viewsBefore(),
          result.viewsAfter());
    }
    out.flush();
  }

  void say(String what) {
    out.println(what);
    out.flush();
  }
}
