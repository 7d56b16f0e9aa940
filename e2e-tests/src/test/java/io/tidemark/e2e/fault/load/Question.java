package io.tidemark.e2e.fault.load;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param day null: all time
 */
public record Question(String site, @Nullable LocalDate day) {

  /** The address after the host. */
  public String path() {
    return "/stats?limit=1000&site_id=" + site + (day == null ? "" : "&date=" + day);
  }
}
