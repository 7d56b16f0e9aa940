package io.tidemark.standalone.rebuild;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is another one after the rebuild.
 *
 * @param day null: all time
 * @param paths how many of the site's best paths of all time have other views; 0 for a day
 */
record Difference(
    String siteId, @Nullable LocalDate day, Figures.Sum before, Figures.Sum after, int paths) {

  /** As a line for a person. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(siteId).append("  ").append(day == null ? "all time  " : day.toString());
    append(line, "views", before.views(), after.views());
    if (day == null) {
      append(line, "events", before.events(), after.events());
    }
    append(line, "users", before.users(), after.users());
    if (paths > 0) {
      line.append("  views of ").append(paths).append(paths == 1 ? " path" : " paths");
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String what, long before, long after) {
    if (before != after) {
      line.append(String.format(Locale.ROOT, "  %s %,d -> %,d", what, before, after));
    }
  }
}
