package io.tidemark.query.parse;

import java.util.Locale;

/** How long the points of a range's series are. Weeks are ISO weeks, beginning on Monday. */
public enum Interval {
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH;

  /** The name in the contract, e.g. {@code hour}. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
