package io.tidemark.e2e.fault.load;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Names of what is counted. */
public enum Figure {
  EVENTS,
  VIEWS,
  USERS;

  /**
   * The name of this figure of a site.
   *
   * @param day null: all time
   */
  public String of(String site, @Nullable LocalDate day) {
    return name() + " " + site + " " + (day == null ? "all time" : day);
  }

  /**
   * The name of a path's views.
   *
   * @param day null: all time
   * @param path its index in {@link EventSource#PATHS}
   */
  public static String path(String site, @Nullable LocalDate day, int path) {
    return VIEWS.of(site, day) + " " + EventSource.PATHS.get(path);
  }
}
